import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

const byteOrderMark = '\uFEFF';

it.each([
  ['customer-licenses-usage.json', 1726],
  ['partner-licenses-usage.json', 1156],
  ['customer-licenses-deployment.json', 1012],
  ['partner-licenses-deployment.json', 487],
])(
  '%s, sent compact behind a byte order mark, has the documented Content-Length of %d',
  async (file, contentLength) => {
    const text = await readFile(new URL(`../examples/${file}`, import.meta.url), 'utf8');

    expect(Buffer.byteLength(byteOrderMark + compact(text))).toBe(contentLength);
  },
);

// Works on the text, because parsing would turn the documented 0.0 into 0 and lose two bytes a row.
function compact(json: string): string {
  return json.replaceAll(/("(?:[^"\\]|\\.)*")|\s+/g, (_match, text: string | undefined) => text ?? '');
}
