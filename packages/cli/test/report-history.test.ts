import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createClient } from '@licenses-usage/client';
import { createEmulator } from '@licenses-usage/emulator';
import { openHistory } from '@licenses-usage/history';
import { expect, test } from 'vitest';
import { readFactsOf } from '../src/history/report-facts.ts';
import { factsOf, textOf } from './support/report.ts';
import { runProgram } from './support/run-program.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const snapshotDate = '2026-11-26';

async function recorded(weeks: number, partners: readonly string[] = ['contoso']) {
  const folder = join(await temporaryFolder(), 'history');
  const { fetch, credential } = createEmulator({ snapshotDate });
  const history = await openHistory(folder);
  for (const partner of partners)
    await history.record(createClient({ fetch, credential }), { weeks, partner });
  await history.close();
  return folder;
}

/** Sorts every list, because equal figures are in no order. */
function withoutOrder(value: unknown): unknown {
  if (Array.isArray(value))
    return value
      .map(withoutOrder)
      .sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutOrder(inner)]));
}

test('a report of a history has the same facts as a report of the service', async () => {
  const folder = await recorded(4);
  const history = await openHistory(folder);
  const options = { partner: undefined, snapshots: 4, top: 12, isWhole: false };
  const facts = await readFactsOf(history, options);
  await history.close();
  const asked = await factsOf({ snapshotDate, snapshots: 4 });
  expect(withoutOrder(facts)).toEqual(
    withoutOrder({
      ...asked,
      source: `the history in ${folder}`,
      createdAt: facts?.createdAt,
      parity: null,
    }),
  );
});

test('report --history writes a page without credentials, of one partner or of each', async () => {
  const folder = await recorded(2, ['emea', 'apac']);
  const out = join(folder, '..', 'report.html');
  const words = ['report', '--history', folder, '--out', out];
  const refused = await runProgram(words);
  expect([refused.code, refused.error]).toEqual([2, expect.stringContaining('partners apac, emea.')]);
  expect(await runProgram([...words, '--profile', 'emea'])).toMatchObject({ code: 0 });
  const page = textOf(await readFile(out, 'utf8'));
  expect(page).toContain('What moved');
  expect(page).not.toContain('Old and new figures');
  const unknown = await runProgram([...words, '--profile', 'us']);
  expect([unknown.code, unknown.error]).toEqual([2, expect.stringContaining('nothing of the partner us')]);
});

test('report --history ends with 4 when there is nothing to report on', async () => {
  const folder = await temporaryFolder();
  const words = ['report', '--history', folder, '--out', join(folder, 'report.html')];
  expect((await runProgram(words)).code).toBe(4);
});
