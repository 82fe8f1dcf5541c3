import { access } from 'node:fs/promises';
import { chromium, type Browser } from 'playwright-core';

const executablePath = '/usr/bin/chromium';

/** @throws when there is no Chromium. Without a browser the test would prove nothing. */
export async function launchChromium(): Promise<Browser> {
  await access(executablePath).catch(() => {
    throw new Error(`There is no ${executablePath}. Install it: apt-get install -y chromium`);
  });
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}
