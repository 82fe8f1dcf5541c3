import { createHash } from 'node:crypto';
import { createClient } from '@licenses-usage/client';
import { createEmulator } from '@licenses-usage/emulator';
import { defaultAccent } from '../src/report/accent.ts';
import { createFormats } from '../src/report/formats.ts';
import { gatherFacts } from '../src/report/gather-facts.ts';
import { renderPage } from '../src/report/render-page.ts';
import { run } from '../src/run.ts';
import { collect } from '../test/support/collect.ts';
import { drawTerminal } from './terminal.ts';

/** The day that the pictures show, so that they don't change from week to week. */
const snapshotDate = '2026-11-26';

/** The report that is photographed. */
export async function reportPage(): Promise<string> {
  const { fetch, credential } = createEmulator({ snapshotDate });
  const facts = await gatherFacts(createClient({ fetch, credential }), {
    source: 'the demonstration',
    snapshots: 8,
    top: 12,
    abortSignal: new AbortController().signal,
    progress: { show() {}, advance() {} },
  });
  if (facts === undefined) throw new Error('The emulator has no data.');
  return renderPage(
    { ...facts, createdAt: `${snapshotDate}T09:00:00.000Z` },
    {
      title: 'Licence usage',
      partnerName: undefined,
      accent: defaultAccent,
      formats: createFormats('en-GB'),
    },
  );
}

/** What a picture of this page carries, so that a page that has changed is found without looking at pixels. */
export function contentHash(page: string): string {
  return createHash('sha256').update(page).digest('hex');
}

const columns = 84;

const commands = [['usage', '--by', 'service,workload', '--sort', 'usage'], ['parity']] as const;

/** Commands of the program and what they print, as a picture of a terminal. */
export async function terminalPicture(): Promise<string> {
  const emulator = createEmulator({ snapshotDate });
  const { url, close } = await emulator.listen();
  try {
    let shown = '';
    for (const words of commands) {
      const out = await runCommand([...words, '--base-url', url, '--quiet']);
      shown += `\u001B[1m$ licenses-usage ${words.join(' ')} --demo\u001B[22m\n${out}\n`;
    }
    return drawTerminal(shown.trimEnd(), columns);
  } finally {
    await close();
  }
}

async function runCommand(words: readonly string[]): Promise<string> {
  const terminal = collect(columns);
  const env = { PARTNER_CENTER_TOKEN: 'any', TERM: 'xterm-256color' };
  const code = await run(words, {
    stdout: terminal,
    stderr: terminal,
    env,
    abortSignal: new AbortController().signal,
  });
  if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}: ${terminal.text()}`);
  return terminal.text();
}
