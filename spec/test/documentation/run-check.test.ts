import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { answerFindings } from '../../src/documentation/answer-findings.ts';
import { readHar } from '../../src/documentation/read-har.ts';
import { runDocumentationCheck } from '../../src/documentation/run-check.ts';
import { isRecord } from '../../src/is-record.ts';
import { descriptionUrl } from '../read-description.ts';

const evidence = new URL('../../evidence/documentation.har', import.meta.url);

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'check-documentation-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

it('passes for the present description and documentation, and says how much was checked', async () => {
  expect(await check()).toEqual({
    exitCode: 0,
    output: '10 documented exchanges agree with the API description.',
  });
});

/** Faults that `redocly drift` finds. One description has them all, because the program takes a second to start. */
const faults = [
  [
    'a required property renamed',
    'usagePercent',
    'usagePercentage',
    'missing required field "items[0].usagePercentage"',
  ],
  [
    'an optional property renamed',
    'relationshipToPartner:',
    'relation:',
    'relationshipToPartner is not described',
  ],
  [
    'a property of another type',
    'deploymentPercent:\n          type: number',
    'deploymentPercent:\n          type: boolean',
    '"items[0].deploymentPercent" must be boolean',
  ],
  [
    'a path missing',
    '/v1/analytics/licenses/usage:',
    '/v1/analytics/usage:',
    'Undocumented endpoint: GET /v1/analytics/licenses/usage',
  ],
  [
    'a server missing',
    '- url: https://api.partnercenter.microsoft.com/partner\n',
    '- url: https://localhost\n',
    'Undocumented endpoint: GET /partner/v1/analytics/commercial',
  ],
  [
    'a query parameter missing',
    "        - $ref: '#/components/parameters/Size'\n",
    '',
    'query parameter in traffic: "size"',
  ],
  ['a request header missing', 'name: X-Locale', 'name: X-Language', 'header in traffic: "x-locale"'],
  ['another security scheme', 'scheme: bearer', 'scheme: basic', 'security requirements'],
] as const;

describe('a description that disagrees with the documentation', () => {
  let result: { exitCode: number; output: string };

  beforeAll(async () => {
    const text = await readFile(descriptionUrl, 'utf8');
    const faulty = faults.reduce((before, [, right, wrong]) => changed(before, right, wrong), text);
    const path = await mkdtemp(join(tmpdir(), 'check-documentation-'));
    const spec = join(path, 'openapi.yaml');
    await writeFile(spec, faulty);
    result = await check('--spec', spec);
    await rm(path, { recursive: true });
  });

  it('fails the check, which names the page and the repair', () => {
    expect(result.exitCode).toBe(1);
    expect(result.output).toContain('from learn.microsoft.com, partner-center/developer/get-');
    expect(result.output).toContain('spec/evidence/documentation.har, and say in its comment');
  });

  it.each(faults)('is reported for %s', (_what, _right, _wrong, message) => {
    expect(result.output).toContain(message);
  });
});

it.each([
  ['a status missing', "'200':", "'206':", 'Status 200 is not described'],
  [
    'another media type',
    'application/json:',
    'application/xml:',
    'Media type application/json is not described',
  ],
  [
    'an answer header missing',
    '            MS-CV:\n',
    '            MS-Vector:\n',
    'Header ms-cv of the answer is not described',
  ],
  [
    'an answer header of another form',
    'type: string\n        pattern: ^\\d+$',
    'type: string\n        pattern: ^[a-z]+$',
    'Header ms-serverid of the answer is 030020525',
  ],
])('finds %s in the documented answers', async (_what, right, wrong, message) => {
  const description: unknown = parse(changed(await readFile(descriptionUrl, 'utf8'), right, wrong));
  const exchanges = readHar(await readFile(evidence, 'utf8'));

  const found = answerFindings(isRecord(description) ? description : {}, exchanges);

  expect(found.map((finding) => finding.message)).toContainEqual(expect.stringContaining(message));
});

it.each([
  ['is empty', JSON.stringify({ log: { entries: [] } }), 'holds no exchange'],
  ['is no HAR', '{}', 'no list log.entries'],
  [
    'holds an exchange without a comment',
    JSON.stringify({ log: { entries: [{}] } }),
    'Exchange 1 has no comment',
  ],
  [
    'holds an exchange without an answer',
    JSON.stringify({ log: { entries: [{ comment: 'A page.' }] } }),
    'Exchange 1 lacks a method',
  ],
])('fails when the HAR %s', async (_what, text, message) => {
  const har = join(folder, 'documentation.har');
  await writeFile(har, text);

  const { exitCode, output } = await check('--har', har);

  expect(exitCode).toBe(1);
  expect(output).toContain(message);
});

it('fails when no exchange goes to an address of the description', async () => {
  const har = join(folder, 'documentation.har');
  await writeFile(
    har,
    changed(await readFile(evidence, 'utf8'), 'https://api.partnercenter.microsoft.com', 'https://localhost'),
  );

  const { exitCode, output } = await check('--har', har);

  expect(exitCode).toBe(1);
  expect(output.match(/Undocumented server/g)).toHaveLength(7);
});

it('fails when a file is missing', async () => {
  expect(await check('--har', join(folder, 'gone.har'))).toMatchObject({
    exitCode: 1,
    output: expect.stringContaining('gone.har'),
  });
});

async function check(...args: string[]): Promise<{ exitCode: number; output: string }> {
  const lines: string[] = [];
  const keep = (line: string): void => void lines.push(line);
  const exitCode = await runDocumentationCheck(args, { log: keep, error: keep });
  return { exitCode, output: lines.join('\n') };
}

function changed(text: string, from: string, to: string): string {
  const result = text.replaceAll(from, to);
  if (result === text) throw new Error(`There is no ${from} to change.`);
  return result;
}
