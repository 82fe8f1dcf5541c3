import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

// The page needs nothing but itself; what its reader does stays with its reader.
const policy =
  "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' blob:; worker-src blob:; style-src 'unsafe-inline'; img-src data:; font-src data:; connect-src 'none'";

/** Writes the reference of the description as one file that loads nothing. */
export async function writeRestReference(description: string, file: string): Promise<void> {
  await run('redocly', ['build-docs', description, '--inlineBundle', '--output', file]);
  const page = await readFile(file, 'utf8');
  const head = '<head>';
  if (!page.includes(head)) throw new Error(`${file} has no head to put the content security policy into.`);
  await writeFile(
    file,
    page.replace(head, () => `${head}<meta http-equiv="Content-Security-Policy" content="${policy}">`),
  );
}
