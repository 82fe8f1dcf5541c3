import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CustomerUsageResult } from '@licenses-usage/client/migrate';
import { describe, expect, test } from 'vitest';
import { ResultFile } from '../../src/scan/result-file.ts';
import type { ScanBinding } from '../../src/scan/result-line.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const binding: ScanBinding = { tool: 'a tool', query: 'a query', service: 'a service', partner: null };

const context = {
  requestId: 'r',
  correlationId: 'c',
  msCv: undefined,
  serverId: undefined,
  date: undefined,
  attempts: [],
};

const ok = (customerId: string): CustomerUsageResult => ({
  status: 'ok',
  customerId,
  usage: { totalCount: 0, items: [], attributes: null, context },
});
const failed = (customerId: string): CustomerUsageResult => ({
  status: 'failed',
  customerId,
  error: new Error('it failed'),
});

const line = (customerId: string) =>
  `{"customerId":"${customerId}","status":"ok","totalCount":0,"items":[]}\n`;
const failedLine = (customerId: string) =>
  `{"customerId":"${customerId}","status":"failed","error":{"name":"Error","message":"it failed"}}\n`;
const first = `${JSON.stringify({ licensesUsageScan: binding })}\n`;

async function newPath(): Promise<string> {
  return join(await temporaryFolder(), 'out');
}

const defaults = { binding, restart: false, force: false };

/** Scans into a file as the command does, and ends where a publishing is not asked for. */
async function scan(
  path: string,
  results: readonly CustomerUsageResult[],
  options: Partial<typeof defaults> & { readonly publish?: boolean } = {},
) {
  const { publish = true, ...rest } = options;
  const file = await ResultFile.open(path, { ...defaults, ...rest });
  try {
    const done = await file.load();
    for (const result of results) await file.save(result);
    const hasFailures = results.some(({ status }) => status === 'failed');
    if (publish) await file.publish({ hasFailures });
    return { done, customers: file.customers };
  } finally {
    await file.close();
  }
}

describe('the results of a scan', () => {
  test('have their final name when all customers are done, and nothing else is left', async () => {
    const path = await newPath();
    expect(await scan(path, [ok('a'), ok('b')])).toStrictEqual({ done: [], customers: 2 });
    expect(await readFile(path, 'utf8')).toBe(line('a') + line('b'));
    expect(await readdir(dirname(path))).toStrictEqual(['out']);
  });

  test('of a stopped scan are kept, except failures and truncated lines', async () => {
    const path = await newPath();
    await scan(path, [ok('a'), failed('b')], { publish: false });
    expect(await readdir(dirname(path))).toStrictEqual(['out.part']);
    expect(await readFile(`${path}.part`, 'utf8')).toBe(first + line('a') + failedLine('b'));
    await writeFile(`${path}.part`, line('c') + line('d').trimEnd(), { flag: 'a' });
    expect(await scan(path, [ok('b')])).toStrictEqual({ done: ['a', 'c'], customers: 3 });
    expect(await readFile(path, 'utf8')).toBe(line('a') + line('c') + line('b'));
  });

  test('with failures are completed by the next scan, as long as they are unchanged', async () => {
    const path = await newPath();
    await scan(path, [ok('a'), failed('b')]);
    expect(await readFile(path, 'utf8')).toBe(line('a') + failedLine('b'));
    expect(await scan(path, [failed('b')])).toStrictEqual({ done: ['a'], customers: 2 });
    await writeFile(path, ' ', { flag: 'a' });
    const refusal = `--out ${path}: this file already exists. Choose another one, or add --force to replace it.`;
    await expect(scan(path, [])).rejects.toThrow(refusal);
    expect(await scan(path, [ok('b')], { force: true })).toStrictEqual({ done: ['a'], customers: 2 });
    expect(await readdir(dirname(path))).toStrictEqual(['out']);
  });

  test('start anew with --restart, and only then replace those of another scan', async () => {
    const path = await newPath();
    await scan(path, [ok('a')], { publish: false });
    expect(await scan(path, [ok('b')], { publish: false, restart: true })).toMatchObject({ done: [] });
    expect(await readFile(`${path}.part`, 'utf8')).toBe(first + line('b'));
    const other = { ...binding, partner: 'another' };
    await expect(scan(path, [], { binding: other, force: true })).rejects.toThrow(
      `${path}.part belongs to another scan: its partner is unknown, not another. Choose another --out to keep it, ` +
        'or add --restart to discard it.',
    );
    expect(await scan(path, [ok('c')], { binding: other, restart: true })).toMatchObject({ done: [] });
    expect(await readFile(path, 'utf8')).toBe(line('c'));
  });

  test('continue in the same run, as after a pause', async () => {
    const path = await newPath();
    const file = await ResultFile.open(path, defaults);
    expect(file.partPath).toBe(`${path}.part`);
    await file.load();
    await file.save(ok('a'));
    await file.save(failed('b'));
    expect(await file.load()).toStrictEqual(['a']);
    expect(file.customers).toBe(1);
    await file.save(ok('b'));
    await file.publish({ hasFailures: false });
    await file.close();
    expect(await readFile(path, 'utf8')).toBe(line('a') + line('b'));
  });

  test('are read completely, wherever the chunks of the file end', async () => {
    const path = await newPath();
    const ids = Array.from({ length: 800 }, (_, index) => `${'ü'.repeat(100 + (index % 7))}-${index}`);
    await scan(path, ids.map(ok), { publish: false });
    expect((await stat(`${path}.part`)).size).toBeGreaterThan(3 * 65_536);
    expect(await scan(path, [ok('last')])).toStrictEqual({ done: ids, customers: 801 });
    expect(await readFile(path, 'utf8')).toBe([...ids, 'last'].map(line).join(''));
  });

  test('replace an empty file, and the leftovers of a scan that was killed at its first step', async () => {
    const path = await newPath();
    await writeFile(path, '');
    await writeFile(`${path}.part`, '');
    expect(await scan(path, [ok('a')])).toMatchObject({ customers: 1 });
    expect(await readFile(path, 'utf8')).toBe(line('a'));
  });

  test('replace no file or folder that is not from a scan', async () => {
    for (const content of ['notes', line('a'), `notes\n${first}`]) {
      const path = await newPath();
      await writeFile(`${path}.part`, content);
      await expect(scan(path, [], { restart: true, force: true })).rejects.toThrow(
        `${path}.part is not what a scan has left, so it is not touched. Move it away, or choose another --out.`,
      );
      expect(await readFile(`${path}.part`, 'utf8')).toBe(content);
    }
    const path = await newPath();
    await mkdir(`${path}.part`);
    await expect(scan(path, [])).rejects.toThrow('is not what a scan has left');
    await expect(scan(dirname(path), [])).rejects.toThrow(
      `--out ${dirname(path)}: this is a folder, not a file.`,
    );
    const device = join(dirname(path), 'device');
    await symlink('/dev/null', device);
    await expect(scan(device, [])).rejects.toThrow(
      `--out ${device}: a scan needs a file that it can go on from.`,
    );
    await expect(scan(join(path, 'missing', 'x'), [])).rejects.toThrow('there is no such file or folder');
  });

  test('are locked while they are written, and free after a refusal', async () => {
    const path = await newPath();
    const file = await ResultFile.open(path, defaults);
    await expect(scan(path, [])).rejects.toThrow(
      `--out ${path}: another scan writes to this file (process ${process.pid}). Wait for it, or choose another ` +
        `file. If there is none, remove ${path}.lock.`,
    );
    await file.close();
    await writeFile(path, 'finished');
    for (const results of [[], [ok('a')]])
      await expect(scan(path, results)).rejects.toThrow('this file already exists');
    expect(await readFile(path, 'utf8')).toBe('finished');
  });

  test("that can't be written are named by the user's path", async () => {
    const path = await newPath();
    const file = await ResultFile.open(path, defaults);
    await file.load();
    await mkdir(path);
    await expect(file.publish({ hasFailures: false })).rejects.toThrow(
      `--out ${path}: this is a folder, not a file.`,
    );
    expect((await readdir(dirname(path))).filter((name) => name.endsWith('.tmp'))).toStrictEqual([]);
    await file.close();
  });
});
