import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runGenerator } from '../src/run-generator.ts';
import { descriptionUrl } from './read-description.ts';

const repairCommand = 'npx -y pnpm@12 generate';

let folder: string;
let out: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'generate-'));
  out = join(folder, 'generated');
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

it('passes the check right after generating', async () => {
  expect(await generate('--out', out)).toMatchObject({ exitCode: 0 });

  expect(await generate('--check', '--out', out)).toEqual({
    exitCode: 0,
    output: expect.stringMatching(/^\d+ generated files are in step with the API description\.$/),
  });
});

it('writes the same bytes every time', async () => {
  const again = join(folder, 'again');
  await generate('--out', out);
  await generate('--out', again);

  expect(await readFiles(out)).toEqual(await readFiles(again));
});

it('writes modules that run under type stripping, headed by the command that renews them', async () => {
  await generate('--out', out);

  const texts = Object.values(await readFiles(out));
  expect(texts.length).toBeGreaterThan(0);
  for (const text of texts) {
    expect(text.split('\n')[0]).toContain(`run \`${repairCommand}\``);
    expect(stripTypeScriptTypes(text)).not.toMatch(/^export interface /m);
  }
});

it('types a response header as optional unless the description requires it', async () => {
  await generate('--out', out);

  const { 'schema.ts': schema } = await readFiles(out);
  expect(schema).toContain('"MS-CV"?: string;');
  expect(schema).toContain('"Retry-After": number;');
  expect(schema).not.toContain('"Retry-After"?:');
});

it('fails the check when the description lost a property, and names file, line and repair', async () => {
  await generate('--out', out);
  const spec = await writeDescription((text) =>
    text.replace(/^ {8}relationshipToPartner:\n(?: {10}.*\n)+/m, ''),
  );

  const { exitCode, output } = await generate('--check', '--out', out, '--spec', spec);

  expect(exitCode).toBe(1);
  expect(output).toMatch(
    /schema\.ts is out of step with the API description, first at line \d+:\n {2}expected: .*\n {2}actual: /,
  );
  expect(output).toContain(repairCommand);
  expect(output).not.toContain('operations.ts');
});

it('fails the check when a generated file was edited by hand, and shows both lines', async () => {
  await generate('--out', out);
  const path = join(out, 'operations.ts');
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace("By: 'listLicensesUsage'", "By: 'listUsage'"));

  const { exitCode, output } = await generate('--check', '--out', out);

  expect(exitCode).toBe(1);
  expect(output).toContain(`${path} is out of step`);
  expect(output).toMatch(
    /expected: +supersededBy: 'listLicensesUsage',\n +actual: +supersededBy: 'listUsage',/,
  );
  expect(output).toContain(repairCommand);
});

it('fails the check when the generated files are missing, and writes nothing itself', async () => {
  const { exitCode, output } = await generate('--check', '--out', out);

  expect(exitCode).toBe(1);
  expect(output).toContain(`${join(out, 'operations.ts')} is missing.`);
  expect(output).toContain(`${join(out, 'schema.ts')} is missing.`);
  expect(output).toContain(repairCommand);
  expect(await readdir(folder)).toEqual([]);
});

it.each([
  ['generating', []],
  ['checking', ['--check']],
])('fails on a description without operations when %s', async (_what, mode) => {
  await generate('--out', out);
  const spec = await writeDescription((text) => text.replace(/^paths:$/m, 'paths: {}\nx-removed:'));

  const { exitCode, output } = await generate(...mode, '--out', out, '--spec', spec);

  expect(exitCode).toBe(1);
  expect(output).toContain('no operations');
});

it('fails on a description that is not there, and on an option that it does not know', async () => {
  expect(await generate('--out', out, '--spec', join(folder, 'gone.yaml'))).toMatchObject({
    exitCode: 1,
    output: expect.stringContaining('gone.yaml'),
  });
  expect(await generate('--chekc')).toMatchObject({
    exitCode: 1,
    output: expect.stringContaining('--chekc'),
  });
});

it('fails on a reference that leads nowhere, and writes nothing', async () => {
  const spec = await writeDescription((text) => text.replace(/schemas\/LicensesUsageRow\b/, 'schemas/Gone'));

  const { exitCode, output } = await generate('--out', out, '--spec', spec);

  expect(exitCode).toBe(1);
  expect(output).toContain('#/components/schemas/Gone leads nowhere');
  expect(await readdir(folder)).not.toContain('generated');
});

async function generate(...args: string[]): Promise<{ exitCode: number; output: string }> {
  const lines: string[] = [];
  const keep = (line: string): void => void lines.push(line);
  const exitCode = await runGenerator(args, { log: keep, error: keep });
  return { exitCode, output: lines.join('\n') };
}

async function writeDescription(change: (text: string) => string): Promise<string> {
  const text = await readFile(descriptionUrl, 'utf8');
  const changed = change(text);
  if (changed === text) throw new Error('The change found nothing to change in openapi.yaml.');
  await cp(new URL('../examples', import.meta.url), join(folder, 'examples'), { recursive: true });
  const path = join(folder, 'openapi.yaml');
  await writeFile(path, changed);
  return path;
}

async function readFiles(path: string): Promise<Record<string, string>> {
  const names = await readdir(path);
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(path, name), 'utf8')] as const)),
  );
}
