import { readFile, stat } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { contentHash, reportPage, terminalPicture } from '../pictures/content.ts';
import { addText, readText } from '../pictures/png-text.ts';

const repair = 'npx -y pnpm@12 pictures';
const place = (name: string) => new URL(`../pictures/${name}`, import.meta.url);

describe('the pictures of the README', () => {
  test('show the current report', async () => {
    const shown = readText(await readFile(place('report.png')), 'content');
    expect(shown, `The report has changed. Make its picture anew: ${repair}`).toBe(
      contentHash(await reportPage()),
    );
  });

  test('show the current output on a terminal', async () => {
    const drawn = await readFile(place('terminal.svg'), 'utf8');
    const textOf = (svg: string) => svg.replaceAll(/<[^>]*>/g, '').replaceAll(/\s+/g, ' ');
    // Colours depend on the process.
    expect(textOf(drawn), `The output has changed. Make its picture anew: ${repair}`).toBe(
      textOf(await terminalPicture()),
    );
  });

  test('are small', async () => {
    for (const name of ['report.png', 'terminal.svg'])
      expect((await stat(place(name))).size).toBeLessThan(200_000);
  });
});

test('a text is found in a PNG under its keyword', async () => {
  const png = await readFile(place('report.png'));
  expect(readText(addText(png, 'Title', 'one'), 'Title')).toBe('one');
  expect(readText(png, 'Title')).toBeUndefined();
});
