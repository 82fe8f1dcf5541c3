import type { CustomerFailure, FleetProgress } from '@licenses-usage/fleet';
import { describe, expect, test } from 'vitest';
import { showStatus, type ShowStatusOptions } from '../../src/fleet/show-status.ts';
import { collect } from '../support/collect.ts';
import { progressOf, workerSeenAt } from '../support/fleet-progress.ts';

const running = progressOf({ done: false, succeeded: 0, waiting: 1 });
const plain = { NO_COLOR: '1' };

interface Shown {
  readonly columns?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly options?: Partial<ShowStatusOptions>;
  readonly abortSignal?: AbortSignal;
  readonly failures?: readonly CustomerFailure[];
}

/** What is shown while the queue goes through these states. */
async function shown(
  states: readonly FleetProgress[],
  { columns, env = plain, options, abortSignal, failures = [] }: Shown = {},
) {
  const [stdout, stderr] = [collect(columns), collect(columns)];
  const rest = [...states];
  const fleet = {
    status: async () => rest.shift() ?? progressOf(),
    async *deadLetters() {
      yield* failures;
    },
  };
  const context = { stdout, stderr, env, abortSignal: abortSignal ?? new AbortController().signal };
  await showStatus(fleet, { format: 'table', ...options }, context, 0);
  return { out: stdout.text(), error: stderr.text(), left: rest.length };
}

describe('the status of a queue', () => {
  test('is shown once in a pipe, with a table of workers if there are any', async () => {
    expect(await shown([running, running])).toStrictEqual({
      out:
        '  Scan s: 1 customer; 0 asked, 0 in flight, 1 waiting.\n! No worker has reported yet.\n  ' +
        `${' '.repeat(20)} 0%\n`,
      error: '',
      left: 1,
    });
    const { out } = await shown([progressOf({ workers: [workerSeenAt('2026-11-30T09:00:00.000Z')] })]);
    expect(out).toMatch(/^✓ Scan s: .+\.\n\nWorker +State .+\n─+ .+\none +lost /);
  });

  test('is JSON if it is asked for', async () => {
    const { out } = await shown([running], { columns: 80, options: { format: 'json' } });
    expect(out).toBe(`${JSON.stringify({ ...running, deadLetters: [] }, null, 2)}\n`);
  });

  test('names the customers that failed, the first five in the table and all of them in JSON', async () => {
    const failures = [1, 2, 3, 4, 5, 6, 7].map((number) => ({
      customerId: `c${number}`,
      status: 'failed' as const,
      error: { name: 'ServiceError', message: 'the service answered 403' },
    }));
    const { out } = await shown([progressOf({ failed: 7 })], { failures });
    expect(out.split('\n').slice(2, 8)).toStrictEqual([
      ...[1, 2, 3, 4, 5].map((number) => `✗ c${number}: ServiceError: the service answered 403`),
      '  2 more customers failed. --format json names all of them.',
    ]);
    const both = await shown([progressOf({ failed: 2 })], { failures: failures.slice(0, 2) });
    expect(both.out).not.toContain('more customer');
    const json = await shown([progressOf({ failed: 7 })], { failures, options: { format: 'json' } });
    expect(JSON.parse(json.out)).toMatchObject({ failed: 7, deadLetters: failures });
  });

  test('is drawn over itself on a terminal until the scan is done', async () => {
    const { out, left } = await shown([running, running, progressOf()], { columns: 80 });
    expect(left).toBe(0);
    const [first, second, third, ...more] = out.split('\u001B[3A\u001B[0J');
    expect(first).toMatch(/^ {2}Scan s: /);
    expect(second).toBe(first);
    expect(third).toMatch(/^✓ Scan s: /);
    expect(more).toStrictEqual([]);
  });

  test("is shown once with --once, and on a terminal that can't move its cursor", async () => {
    const once = await shown([running, running], { columns: 80, options: { once: true } });
    const dumb = await shown([running, running], { columns: 80, env: { ...plain, TERM: 'dumb' } });
    expect([once.left, dumb.left]).toStrictEqual([1, 1]);
  });

  test('ends when the user stops it', async () => {
    const stop = new AbortController();
    const stopped = shown([running], { columns: 80, abortSignal: stop.signal });
    stop.abort(new Error('stopped'));
    await expect(stopped).rejects.toThrow('stopped');
  });

  test('names the columns that a narrow terminal has no room for', async () => {
    const workers = [workerSeenAt('2026-11-30T09:00:00.000Z')];
    const narrow = await shown([progressOf({ workers })], { columns: 40 });
    expect(narrow.error).toMatch(/^No room for: Requests, .+\. --format json has everything\.\n$/);
    const quiet = await shown([progressOf({ workers })], { columns: 40, options: { quiet: true } });
    expect(quiet.error).toBe('');
    expect((await shown([progressOf({ workers })])).error).toBe('');
  });
});
