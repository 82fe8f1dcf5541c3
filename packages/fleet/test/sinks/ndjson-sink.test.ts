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

  test('resumes a file that is read in several pieces, and removes a truncated line of any length', async () => {
    const ids = Array.from({ length: 2_000 }, (_, number) => `c${number}`);
    const whole = ids.map(lineOf).join('');
    expect(whole.length).toBeGreaterThan(100_000);
    for (const end of ['', lineOf('x').slice(0, 5), `${lineOf('x').slice(0, -3)}${'x'.repeat(200_000)}`]) {
      const path = await newPath();
      await writeFile(path, whole + end);
      const sink = await createNdjsonSink({ path });
      for (const id of ['c0', 'c1999', 'new']) await sink.save(usageOf(id), 'scan');
      await sink.close?.();
      expect(await readFile(path, 'utf8')).toBe(whole + lineOf('new'));
    }
  });

  test.for([
    ['a line of something else', `${lineOf('a')}{"name":"b"}\n`, 'line 2'],
    ['a line that is null', `${lineOf('a')}${lineOf('b')}null\n`, 'line 3'],
    ['a line that is a number', '1\n', 'line 1'],
    ['an id that is not text', '{"customerId":1}\n', 'line 1'],
    ['an end of something else', `${lineOf('a')}name,value`, 'its end'],
    ['a long end of something else', `${lineOf('a')}${'name,value'.repeat(20_000)}`, 'its end'],
    ['no line at all', 'one long text', 'its end'],
  ] as const)('does not change a file that has %s', async ([, text, where]) => {
    const path = await newPath();
    await writeFile(path, text);
    await expect(createNdjsonSink({ path })).rejects.toMatchObject({
      name: 'FleetError',
      code: 'input',
      message: `path: ${where} of ${path} was not written by this sink. Choose another file; this one is unchanged.`,
    });
    expect(await readFile(path, 'utf8')).toBe(text);
  });

  test('saves nothing once it is closed', async () => {
    const path = await newPath();
    const sink = await createNdjsonSink({ path });
    await sink.close?.();
    await expect(sink.save(usageOf('a'), 'scan')).rejects.toThrow('file closed');
    expect(await readFile(path, 'utf8')).toBe('');
  });

  test('reports a missing folder', async () => {
    const path = join(await newPath(), 'missing', 'usage.ndjson');
    await expect(createNdjsonSink({ path })).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
