import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createNdjsonSink, type CustomerUsage } from '../../src/index.ts';

async function newPath(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fleet-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, 'usage.ndjson');
}

function usageOf(customerId: string): CustomerUsage {
  return { customerId, status: 'ok', totalCount: 0, items: [] };
}

const lineOf = (customerId: string) =>
  `{"customerId":"${customerId}","status":"ok","totalCount":0,"items":[]}\n`;

describe('the NDJSON sink', () => {
  test('writes the same lines as scan, each customer once', async () => {
    const path = await newPath();
    const sink = await createNdjsonSink({ path });
    await Promise.all(['a', 'b', 'a', 'c'].map((id) => sink.save(usageOf(id), 'scan')));
    await sink.close?.();
    expect(await readFile(path, 'utf8')).toBe(lineOf('a') + lineOf('b') + lineOf('c'));
  });

  test('resumes after a crash: a truncated line is removed, and the others are kept', async () => {
    const path = await newPath();
    await writeFile(path, lineOf('a') + lineOf('b').slice(0, 30));
    const sink = await createNdjsonSink({ path });
    for (const id of ['a', 'b', 'c']) await sink.save(usageOf(id), 'scan');
    await sink.close?.();
    expect(await readFile(path, 'utf8')).toBe(lineOf('a') + lineOf('b') + lineOf('c'));
  });

  test.for([
    ['a line of something else', `${lineOf('a')}{"name":"b"}\n`],
    ['an end of something else', `${lineOf('a')}name,value`],
    ['no line at all', 'one long text'],
  ])('does not change a file that has %s', async ([, text]) => {
    const path = await newPath();
    await writeFile(path, text ?? '');
    await expect(createNdjsonSink({ path })).rejects.toMatchObject({ name: 'FleetError', code: 'input' });
    expect(await readFile(path, 'utf8')).toBe(text);
  });

  test('reports a missing folder', async () => {
    const path = join(await newPath(), 'missing', 'usage.ndjson');
    await expect(createNdjsonSink({ path })).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
