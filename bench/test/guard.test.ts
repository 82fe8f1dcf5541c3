import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { baselineOf, compareWithBaseline } from '../src/peers/compare-with-baseline.ts';
import { goals } from '../src/peers/goals.ts';
import { createResults } from './support/results.ts';

const baseline = baselineOf(createResults(1));

function worseOf(overFetch: number, overNode?: number, size?: number): readonly string[] {
  const verdicts = compareWithBaseline(baseline, createResults(overFetch, overNode, size));
  return verdicts.filter(({ isWorse }) => isWorse).map(({ name }) => name);
}

describe('the guard', () => {
  test('accepts equal and better figures, and those that are worse by no more than the noise', () => {
    expect(worseOf(1)).toEqual([]);
    expect(worseOf(0.5, 0.1, 5)).toEqual([]);
    expect(worseOf(1.19, 0.47)).toEqual([]);
  });

  test('names a ratio that is worse by more than the noise', () => {
    expect(worseOf(1.21)).toEqual(['small: CPU over fetch / fetch']);
    expect(worseOf(1, 0.5)).toEqual(['small: CPU over ./node / fetch']);
  });

  test('allows almost no change for figures without noise', () => {
    expect(worseOf(1, 0.4, 9.1)).toEqual([]);
    expect(worseOf(1, 0.4, 9.3)).toEqual(['weight: gzip, kB']);
  });

  test('counts NaN as worse', () => {
    expect(worseOf(Number.NaN)).toEqual(['small: CPU over fetch / fetch']);
  });

  test('fails when there is nothing to compare', () => {
    expect(() => compareWithBaseline({}, createResults(1))).toThrow('nothing to compare');
    expect(() => compareWithBaseline({ 'small: no such goal': 1 }, createResults(1))).toThrow(
      'was not measured',
    );
    const nothing = { ...createResults(1), sections: {} };
    expect(() => compareWithBaseline(baseline, nothing)).toThrow('was not measured');
  });

  test('guards only existing goals, and at least one', async () => {
    const committed: unknown = JSON.parse(
      await readFile(new URL('../baseline.json', import.meta.url), 'utf8'),
    );
    const names = Object.keys(Object(committed));
    expect(goals.map(({ section, what }) => `${section}: ${what}`)).toEqual(expect.arrayContaining(names));
    expect(names.length).toBeGreaterThan(5);
  });

  test.each([
    ['ends with 1 and says what to do', 1000, 1, 'npx -y pnpm@12 bench:guard --update'],
    ['ends with 1 when what is committed was not measured', 1, 1, 'was not measured'],
  ])('as a program %s', async (_, factor, code, said) => {
    const folder = await mkdtemp(join(tmpdir(), 'licenses-usage-guard-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'results.json');
    await writeFile(file, JSON.stringify(factor === 1 ? createResults(1) : await worsened(factor)));
    const guard = fileURLToPath(new URL('../src/peers/guard.ts', import.meta.url));
    const running = promisify(execFile)(process.execPath, [guard, '--results', file]);
    await expect(running).rejects.toMatchObject({ code, stderr: expect.stringContaining(said) });
  });
});

/** The committed results, this many times worse. */
async function worsened(factor: number): Promise<unknown> {
  const committed: Record<string, number> = JSON.parse(
    await readFile(new URL('../baseline.json', import.meta.url), 'utf8'),
  );
  const results = createResults(1);
  const sections: Record<string, { candidates: Record<string, Record<string, { median: number }>> }> = {};
  for (const { section, what, candidates, metric } of goals) {
    const value = committed[`${section}: ${what}`];
    const [candidate] = candidates;
    if (value === undefined || candidate === undefined) continue;
    const table = (sections[section] ??= { candidates: {} }).candidates;
    (table[candidate] ??= {})[metric] = { median: value * factor };
  }
  return { ...results, sections };
}
