import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

// The page is self-contained and must not report its reader's actions.
const policy =
  "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' blob:; worker-src blob:; style-src 'unsafe-inline'; img-src data:; font-src data:; connect-src 'none'";

/** The network addresses in Redocly's page: its logo and its analytics. */
const remote = [
  'https://cdn.redoc.ly/redoc/logo-mini-full.svg',
  'https://cdn.redoc.ly/redoc/logo-mini.svg',
  'https://otel.cloud.redocly.com/v1/traces',
];

/** Hides the badge that remains of the logo. */
const style = '<style>:has(> a[href="https://redocly.com/redoc/"]) { display: none !important; }</style>';

/**
 * Writes the reference of the description as one file that loads nothing.
 * @throws Error when the page no longer has the expected structure.
 */
export async function writeRestReference(description: string, file: string): Promise<void> {
  await run('redocly', ['build-docs', description, '--inlineBundle', '--output', file]);
  let page = await readFile(file, 'utf8');
  for (const address of remote) {
    if (!page.includes(address))
      throw new Error(`${file} no longer asks for ${address}: look at what it does.`);
    page = page.replaceAll(address, 'data:,');
  }
  const head = '<head>';
  if (!page.includes(head)) throw new Error(`${file} has no head to put the content security policy into.`);
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  await writeFile(
    file,
    page.replace(head, () => head + meta + style),
  );
}
