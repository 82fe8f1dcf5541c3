import { expect, it } from 'vitest';
import { createMatrix, type Row } from '../src/rehearsal/matrix.ts';
import { readOptions } from '../src/rehearsal/read-options.ts';

const row = {
  part: 'types',
  subject: 'client: NodeNext',
  version: 'TypeScript 5.4.5',
  place: 'packages/client: declarations',
  repair: 'Change the type.',
  attempt: async () => {},
} satisfies Row;

function record() {
  const lines: string[] = [];
  const keep = (line: string): void =>
    void lines.push(line.replaceAll(/ +/g, ' ').replaceAll(/\d+\.\d s/g, 'T'));
  return { lines, matrix: createMatrix({ log: keep, error: keep }) };
}

it('prints each row with its version, result and time, and succeeds when all do', async () => {
  const { lines, matrix } = record();
  expect(await matrix.run(row)).toBe(true);
  expect(await matrix.run({ ...row, attempt: async () => [] })).toBe(true);
  expect(matrix.conclude()).toBe(true);
  const line = 'types client: NodeNext TypeScript 5.4.5 ok T';
  expect(lines).toEqual([line, line, '\n2 rows, 0 faults, T in all.']);
});

it('continues after a fault, and names its place and repair at the end', async () => {
  const { lines, matrix } = record();
  const fault = { place: 'packages/client/package.json: type', found: 'It is absent.', repair: 'Add it.' };
  expect(await matrix.run({ ...row, attempt: async () => [fault] })).toBe(false);
  expect(await matrix.run({ ...row, attempt: () => Promise.reject(new Error('a\nb')) })).toBe(false);
  expect(matrix.conclude()).toBe(false);
  const line = 'types client: NodeNext TypeScript 5.4.5 FAILED T';
  expect(lines).toEqual([
    line,
    line,
    '\npackages/client/package.json: type\n It is absent.\n Repair: Add it.',
    '\npackages/client: declarations\n a\n b\n Repair: Change the type.',
    '\n2 rows, 2 faults, T in all.',
  ]);
});

it('fails when nothing was tried', () => {
  expect(record().matrix.conclude()).toBe(false);
});

it('orders the parts, and refuses an unknown one', () => {
  expect(readOptions([]).parts).toEqual(['packages', 'types', 'runtimes', 'readme', 'browser', 'upgrade']);
  expect(readOptions(['--only', 'upgrade,types', '--only', 'packages']).parts).toEqual([
    'packages',
    'types',
    'upgrade',
  ]);
  expect(() => readOptions(['--only', 'type'])).toThrow('--only takes packages, types');
});
