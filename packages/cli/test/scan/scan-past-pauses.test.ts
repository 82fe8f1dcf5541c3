import { createClient } from '@licenses-usage/client';
import { expect, test } from 'vitest';
import { scanPastPauses, type Counts } from '../../src/scan/scan-past-pauses.ts';

/** The error of a service that asks for a pause of an hour. */
async function refusal(): Promise<unknown> {
  const client = createClient({
    credential: async () => 'token',
    fetch: async () => new Response('', { status: 429, headers: { 'Retry-After': '3600' } }),
  });
  return client.getPartnerLicensesUsage().catch((error: unknown) => error);
}

/** Scans that count this, and end with this error. */
function scanOf(
  ...runs: readonly (readonly [counts: Omit<Counts, 'rows'>, rows: number, error?: unknown])[]
) {
  const rest = [...runs];
  return async (counts: Counts) => {
    const [now, rows, error] = rest.shift() ?? [];
    Object.assign(counts, now);
    counts.rows += rows ?? 0;
    if (error !== undefined) throw error;
  };
}

test('a scan with pauses counts each customer and each row once', async () => {
  const error = await refusal();
  const waits: number[] = [];
  const scanOn = scanOf(
    [{ succeeded: 4, failed: 1, skipped: 2 }, 10, error],
    [{ succeeded: 3, failed: 0, skipped: 6 }, 20, error],
    [{ succeeded: 1, failed: 1, skipped: 9 }, 5],
  );
  expect(await scanPastPauses(scanOn, async (inMs) => void waits.push(inMs))).toStrictEqual({
    succeeded: 8,
    failed: 1,
    skipped: 2,
    rows: 35,
  });
  expect(waits).toStrictEqual([3_600_000, 3_600_000]);
});

test('a scan ends with an error that asks for no pause, and without --wait with any', async () => {
  const none = { succeeded: 0, failed: 0, skipped: 0 };
  const refused = await refusal();
  const waitOut = async () => expect.unreachable();
  await expect(scanPastPauses(scanOf([none, 0, refused]), undefined)).rejects.toBe(refused);
  const other = Object.assign(new Error('It failed.'), { retryAfterInMs: 1 });
  await expect(scanPastPauses(scanOf([none, 0, other]), waitOut)).rejects.toBe(other);
});
