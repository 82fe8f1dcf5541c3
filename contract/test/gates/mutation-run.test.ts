import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { afterAll, describe, expect, onTestFinished, test } from 'vitest';

import { createTypeCheck } from '../../src/gates/types.ts';
import { recordAnswers } from '../../src/emulator/recorded-answers.ts';
import { GateFailure } from '../../src/judges/gate-failure.ts';
import { readJournal } from '../../src/mutation/journal.ts';
import { loadSubject, mutationsOf } from '../../src/mutation/subject.ts';
import { tryMutation } from '../../src/mutation/try-mutation.ts';
import { writeMatrix } from '../../src/mutation/write-matrix.ts';
import { useJudge } from './support/judge.ts';

const subject = await loadSubject();
const mutations = mutationsOf(subject);
const equipment = {
  judge: useJudge(),
  typeCheck: await createTypeCheck(),
  recorded: await recordAnswers(50),
};
afterAll(() => equipment.typeCheck.close());

function named(place: string, change: string) {
  const found = mutations.find((mutation) => mutation.place === place && mutation.change === change);
  if (found === undefined) throw new Error(`There is no mutation ${place} ${change}.`);
  return found;
}

const fault = named('/components/schemas/LicensesUsageRow/properties/channel', 'retyped');

describe('a mutation', () => {
  test('is shown to all gates, or to one after the other until the first refuses it', async () => {
    const all = await tryMutation(fault, subject, equipment, 'all gates');
    const first = await tryMutation(fault, subject, equipment, 'first refusal');
    expect(Object.keys(all)).toEqual(expect.arrayContaining(['examples', 'boundary', 'types']));
    expect(Object.keys(first)).toEqual(['examples']);
  });

  test('that is harmless is refused by none', async () => {
    const change = named('/components/schemas/Customer', 'description reworded');
    expect(await tryMutation(change, subject, equipment, 'all gates')).toEqual({});
  });

  test('is not counted as refused when a tool of a gate has failed', async () => {
    const check = () => Promise.reject(new GateFailure('There is no compiler.'));
    const broken = { ...equipment, typeCheck: { ...equipment.typeCheck, check } };
    // A mutation that no consumer notices, so that the compiler runs.
    const harmless = named('/components/schemas/Customer', 'description reworded');
    await expect(tryMutation(harmless, subject, broken, 'all gates')).rejects.toThrow('no compiler');
  });
});

describe('the journal of a run', () => {
  const line = (name: string) => `${JSON.stringify({ name, kills: { types: 'refused' } })}\n`;

  test('returns earlier results', () => {
    expect([...readJournal(line('one') + line('two'))]).toEqual([
      ['one', { types: 'refused' }],
      ['two', { types: 'refused' }],
    ]);
  });

  test('leaves out a truncated line', () => {
    expect([...readJournal(line('one') + line('two').slice(0, 20)).keys()]).toEqual(['one']);
  });

  test('is empty at first', () => {
    expect([...readJournal('')]).toEqual([]);
  });
});

describe('the matrix', () => {
  const report = { kinds: '', documents: '| all |', summary: 'All are refused.', faults: [] };

  async function page(text: string): Promise<URL> {
    const folder = await mkdtemp(join(tmpdir(), 'matrix-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'page.md');
    await writeFile(file, text);
    return pathToFileURL(file);
  }

  test('replaces the previous one, and nothing else', async () => {
    const begin = '<!-- begin: npx -y pnpm@12 contract:mutate --write -->';
    const file = await page(`Before\n\n${begin}\n\nOld.\n\n<!-- end -->\n\nAfter\n`);
    await writeMatrix(report, '2026-11-21', file);
    expect(await readFile(file, 'utf8')).toBe(
      `Before\n\n${begin}\n\nMeasured on 2026-11-21.\n\n| all |\n\nAll are refused.\n\n<!-- end -->\n\nAfter\n`,
    );
  });

  test('needs a place', async () => {
    await expect(writeMatrix(report, '2026-11-21', await page('No marks.\n'))).rejects.toThrow(
      'page.md has no place for the matrix',
    );
  });
});
