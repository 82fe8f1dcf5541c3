import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { contentHash, reportPage, terminalPicture } from './content.ts';
import { addText } from './png-text.ts';

/*
 * Generates the pictures of the README: the report as Debian's chromium renders it, and a terminal as SVG. A test
 * compares their content, not their pixels, with the current output of the program.
 */
const place = (name: string) => fileURLToPath(new URL(name, import.meta.url));

const page = await reportPage();
await writeFile(place('report.png'), addText(await photograph(page), 'content', contentHash(page)));
// The picture needs colours, which the environment may have turned off.
process.env['FORCE_COLOR'] = '1';
await writeFile(place('terminal.svg'), await terminalPicture());

async function photograph(html: string): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'licenses-usage-'));
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  try {
    const file = join(folder, 'report.html');
    await writeFile(file, html);
    const view = await browser.newPage({
      viewport: { width: 1040, height: 1130 },
      deviceScaleFactor: 1.2,
      colorScheme: 'light',
    });
    await view.goto(pathToFileURL(file).href);
    return await view.screenshot({ clip: { x: 0, y: 0, width: 1040, height: 1130 } });
  } finally {
    await browser.close();
    await rm(folder, { recursive: true });
  }
}
