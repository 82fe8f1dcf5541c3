import { describe, expect, test } from 'vitest';
import type { LicensesUsageClient } from '../../src/index.ts';
import { fault } from '../support/answers.ts';
import { createTestClient, type Answer } from '../support/client.ts';
import { abortListeners } from '../support/listeners.ts';
import { settled } from '../support/virtual-clock.ts';
import { rejectionOf } from './support/collect.ts';
import { usagePage, wireRows } from './support/usage-page.ts';

/** Pages of two rows that never end. */
const endless: Answer = (request, number) =>
  usagePage(wireRows(number * 2, number * 2 + 2), {})(request, number);

/** The first page arrives at once, later ones never. */
const stuck: Answer = (request, number) => (number === 0 ? endless(request, 0) : new Promise(() => {}));

const listPages = (client: LicensesUsageClient, abortSignal?: AbortSignal) =>
  client.listLicensesUsage({}, { maxPageSize: 2, abortSignal }).byPage();

describe('while a page is in use', () => {
  test('only the next one is requested', async () => {
    const { client, requests } = createTestClient(endless);
    const pages = listPages(client);
    for (const held of [1, 2, 3]) {
      await pages.next();
      await settled();
      expect(requests).toHaveLength(held + 1);
    }
    await pages.return?.();
  });

  test('the next one is requested while its rows are read one by one', async () => {
    const { client, requests } = createTestClient(endless);
    const rows = client.listLicensesUsage({}, { maxPageSize: 2 });
    const asked: number[] = [];
    for (let row = 0; row < 5; row += 1) {
      await rows.next();
      await settled();
      asked.push(requests.length);
    }
    expect(asked).toEqual([2, 2, 3, 3, 4]);
    await rows.return();
  });

  test('no further page is requested when it is the last', async () => {
    const { client, requests } = createTestClient([usagePage(wireRows(0, 1))]);
    await listPages(client).next();
    await settled();
    expect(requests).toHaveLength(1);
  });
});

describe('leaving a list early', () => {
  test('by page aborts the request ahead and removes the listeners from the signal', async () => {
    const { abortSignal, abort } = signal();
    const { client, requests, clock } = createTestClient(stuck);
    for await (const page of listPages(client, abortSignal)) {
      expect(page.items).toHaveLength(2);
      await settled();
      break;
    }
    await settled();
    expect(requests.map((request) => request.signal.aborted)).toEqual([expect.any(Boolean), true]);
    expect(abortListeners(abortSignal)).toBe(0);
    expect(clock.pendingTimers).toBe(0);
    abort(new Error('too late'));
  });

  test('by row aborts the request ahead and removes the listeners from the signal', async () => {
    const { abortSignal } = signal();
    const { client, requests } = createTestClient(stuck);
    for await (const row of client.listLicensesUsage({}, { maxPageSize: 2, abortSignal })) {
      expect(row.licensesActive).toBe(0);
      await settled();
      break;
    }
    await settled();
    expect(requests[1]?.signal.aborted).toBe(true);
    expect(abortListeners(abortSignal)).toBe(0);
  });

  test('by an error of the caller does the same, and rejects with that error', async () => {
    const { abortSignal } = signal();
    const { client, requests } = createTestClient(stuck);
    const mine = new Error('The file is full.');
    const error = await rejectionOf(
      (async () => {
        for await (const page of listPages(client, abortSignal)) {
          await settled();
          if (page.items.length > 0) throw mine;
        }
      })(),
    );
    expect(error).toBe(mine);
    expect(requests[1]?.signal.aborted).toBe(true);
    expect(abortListeners(abortSignal)).toBe(0);
  });

  test('does not report the failure of an unawaited page', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    const { client } = createTestClient([
      usagePage(wireRows(0, 2), {}),
      () => new Response('', { status: 400 }),
    ]);
    for await (const page of listPages(client)) {
      expect(page.items).toHaveLength(2);
      await settled();
      break;
    }
    await settled();
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });

  test('before it has begun sends nothing', async () => {
    const { client } = createTestClient([]);
    const rows = client.listLicensesUsage();
    expect(await rows.return()).toEqual({ done: true, value: undefined });
    expect(await rows.next()).toEqual({ done: true, value: undefined });
  });
});

describe('a list that was read to its end', () => {
  test('removes its listeners from the signal', async () => {
    const { abortSignal } = signal();
    const { client, clock } = createTestClient([usagePage(wireRows(0, 2), {}), usagePage([])]);
    for await (const page of listPages(client, abortSignal)) expect(page.items.length).toBeLessThan(3);
    expect(abortListeners(abortSignal)).toBe(0);
    expect(clock.pendingTimers).toBe(0);
  });

  test('removes its listeners from the signal after an error too', async () => {
    const { abortSignal } = signal();
    const { client } = createTestClient([() => new Response('', { status: 400 })]);
    const error = await rejectionOf(listPages(client, abortSignal).next());
    expect(error).toMatchObject({ name: 'ServiceError', status: 400 });
    expect(abortListeners(abortSignal)).toBe(0);
  });
});

describe("the caller's abort", () => {
  test.for(['by page', 'by row'] as const)('ends a list %s with its own reason at once', async (way) => {
    const { abortSignal, abort } = signal();
    const { client, requests } = createTestClient(stuck);
    const usage = client.listLicensesUsage({}, { maxPageSize: 2, abortSignal });
    const walk = way === 'by page' ? usage.byPage() : usage;
    await walk.next();
    if (way === 'by row') await walk.next();
    const waiting = rejectionOf(walk.next());
    await settled();
    const reason = new Error('The user has gone.');
    abort(reason);
    expect(await waiting).toBe(reason);
    expect(requests[1]?.signal.aborted).toBe(true);
    expect(abortListeners(abortSignal)).toBe(0);
    expect(await walk.next()).toEqual({ done: true, value: undefined });
  });

  test('rejects with its reason unchanged, even if that is the error of another list', async () => {
    const { abortSignal, abort } = signal();
    const failed = createTestClient([fault(403)]);
    const reason = await rejectionOf(listPages(failed.client).next());
    expect(reason).toMatchObject({ name: 'ServiceError', resume: { rowsDelivered: 0 } });
    const { client } = createTestClient(stuck);
    const pages = listPages(client, abortSignal);
    await pages.next();
    abort(reason);
    expect(await rejectionOf(pages.next())).toBe(reason);
    expect(reason).toMatchObject({ resume: { rowsDelivered: 0 } });
  });

  test('withholds a page that has already arrived', async () => {
    const { abortSignal, abort } = signal();
    const { client } = createTestClient(endless);
    const pages = listPages(client, abortSignal);
    await pages.next();
    await settled();
    abort('enough');
    expect(await rejectionOf(pages.next())).toBe('enough');
    expect(abortListeners(abortSignal)).toBe(0);
  });

  test('withholds the rest of a page that is read row by row', async () => {
    const { abortSignal, abort } = signal();
    const { client } = createTestClient([usagePage(wireRows(0, 3))]);
    const rows = client.listLicensesUsage({}, { abortSignal });
    expect(await rows.next()).toMatchObject({ value: { licensesActive: 0 } });
    abort('enough');
    expect(await rejectionOf(rows.next())).toBe('enough');
    expect(await rows.next()).toEqual({ done: true, value: undefined });
    expect(abortListeners(abortSignal)).toBe(0);
  });

  test('sends nothing before the list has begun', async () => {
    const { abortSignal, abort } = signal();
    const { client } = createTestClient([]);
    abort('never mind');
    const rows = client.listLicensesUsage({}, { abortSignal });
    expect(await rejectionOf(rows.next())).toBe('never mind');
    expect(abortListeners(abortSignal)).toBe(0);
  });
});

function signal(): { readonly abortSignal: AbortSignal; readonly abort: (reason: unknown) => void } {
  const controller = new AbortController();
  return { abortSignal: controller.signal, abort: (reason) => controller.abort(reason) };
}
