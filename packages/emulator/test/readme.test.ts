import { readFile } from 'node:fs/promises';

import { expect, test } from 'vitest';

import { faultGroups } from '../src/faults/catalogue.ts';
import { createEmulator } from '../src/index.ts';
import { ask } from './support/ask.ts';

const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');

/** The cells of the tables' rows, without the blanks that align them. */
const rowsOf = (text: string): readonly (readonly string[])[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').map((cell) => cell.trim()));

test('the readme lists every fault with its summary, in the order in which they are applied', () => {
  const listed = rowsOf(readme.slice(readme.indexOf('## Faults')))
    .map(([, name = '', summary = '']) => [name.replaceAll('`', ''), summary])
    .filter(([name = '']) => Object.values(faultGroups).some((group) => Object.hasOwn(group, name)));
  const faults = Object.values(faultGroups).flatMap((group) =>
    Object.entries(group).map(([name, { summary }]) => [name, summary]),
  );
  expect(listed).toEqual(faults);
});

test('the readme names the twelve customers of the default fleet', async () => {
  const { text } = await ask(createEmulator(), '/v1/customers');
  const names = [...text.matchAll(/"companyName":"([^"]+)"/g)].map(([, name]) => name);
  expect(names).toHaveLength(12);
  const rows = rowsOf(readme);
  const first = rows.findIndex(([, cell]) => cell === names[0]);
  expect(rows.slice(first, first + 12).map(([, name]) => name)).toEqual(names);
});
