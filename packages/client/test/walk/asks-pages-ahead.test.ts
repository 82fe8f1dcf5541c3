import { describe, expect, test } from 'vitest';
import { createTestClient, type Answer } from '../support/client.ts';
import { settled } from '../support/virtual-clock.ts';
import { customersPage } from './support/customers-page.ts';
import { collect } from './support/collect.ts';
import { BodyInPieces } from './support/large-page.ts';
import { numbers, numbersOf, queryOf, usagePage, wireRows } from './support/usage-page.ts';

/** Pages of two rows, each with a link to the next. */
function linked(total: number): Answer {
  return (request, number) => {
    const from = Number(queryOf(request)['skip'] ?? 0);
    const link = from + 2 < total ? `?cursor=${from + 2}` : null;
    return usagePage(wireRows(from, Math.min(total, from + 2)), { '@nextLink': link })(request, number);
  };
}

describe('prefetchPages', () => {
  test.for([
    [0, [1, 2, 3]],
    [1, [2, 3, 4]],
    [2, [3, 4, 5]],
    [5, [6, 6, 6]],
  ] as const)('of %i requests as many pages beyond the current one', async ([prefetchPages, expected]) => {
    const { client, requests } = createTestClient(linked(12));
    const pages = client.listLicensesUsage({}, { maxPageSize: 2, prefetchPages }).byPage();
    const asked: number[] = [];
    for (let held = 0; held < 3; held += 1) {
      await pages.next();
      await settled();
      asked.push(requests.length);
    }
    expect(asked).toEqual(expected);
    await pages.return?.();
  });

  test.for([0, 1, 3, 32])('of %i delivers every row once and in order', async (prefetchPages) => {
    const { client, requests } = createTestClient(linked(9), { prefetchPages });
    const rows = await collect(client.listLicensesUsage({}, { maxPageSize: 2 }));
    expect(numbersOf(rows)).toEqual(numbers(0, 9));
    expect(requests).toHaveLength(5);
  });

  test('of a list overrides that of the client', async () => {
    const { client, requests } = createTestClient(linked(12), { prefetchPages: 5 });
    const pages = client.listLicensesUsage({}, { maxPageSize: 2, prefetchPages: 0 }).byPage();
    await pages.next();
    await settled();
    expect(requests).toHaveLength(1);
  });

  test('applies to customers too', async () => {
    const { client, requests } = createTestClient((request, number) =>
      customersPage([`Customer ${number}`], { seekToken: `token-${number}` })(request, number),
    );
    const pages = client.listCustomers({}, { maxPageSize: 1, prefetchPages: 3 }).byPage();
    await pages.next();
    await settled();
    expect(requests).toHaveLength(4);
    await pages.return?.();
  });
});

describe('several pages are in flight at once', () => {
  /** Pages of two rows by skip. Those after the second wait until they are released. */
  function serve(total: number, link?: (skip: number) => string) {
    const waiting: (() => void)[] = [];
    const answer: Answer = async (request, number) => {
      const from = Number(queryOf(request)['skip'] ?? 0);
      if (from >= 4) await new Promise<void>((resolve) => waiting.push(resolve));
      const to = Math.min(total, from + 2);
      const facts = link === undefined ? {} : { '@nextLink': to < total ? link(to) : null };
      return usagePage(wireRows(from, to), { TotalCount: total, ...facts })(request, number);
    };
    return { answer, waiting };
  }

  const skips = (requests: readonly Request[]) => requests.map((request) => queryOf(request)['skip'] ?? '0');

  test.for([
    ['without links', undefined],
    ['with links by skip', (skip: number) => `?top=2&skip=${skip}`],
  ] as const)('once TotalCount is known and the snapshot proven, %s', async ([, link]) => {
    const { answer, waiting } = serve(14, link);
    const { client, requests } = createTestClient(answer, { prefetchPages: 3 });
    const walking = collect(client.listLicensesUsage({}, { maxPageSize: 2 }));
    await settled();
    expect(skips(requests)).toEqual(['0', '2', '4', '6', '8', '10']);
    // The last page arrives first.
    for (const go of waiting.splice(0).toReversed()) {
      go();
      await settled();
    }
    for (const go of waiting) go();
    await settled();
    for (const go of waiting) go();
    expect(numbersOf(await walking)).toEqual(numbers(0, 14));
    expect(skips(requests)).toEqual(['0', '2', '4', '6', '8', '10', '12']);
  });

  test('but not before a page has shown that the snapshot holds all rows', async () => {
    const { client, requests } = createTestClient((request, number) =>
      number === 0 ? usagePage(wireRows(0, 2), { TotalCount: 10 })(request, number) : new Promise(() => {}),
    );
    const controller = new AbortController();
    const { signal: abortSignal } = controller;
    const pages = client.listLicensesUsage({}, { maxPageSize: 2, prefetchPages: 3, abortSignal }).byPage();
    await pages.next();
    await settled();
    expect(skips(requests)).toEqual(['0', '2']);
    controller.abort();
    await settled();
  });

  test('but not when a link holds more than a row number', async () => {
    const { answer, waiting } = serve(14, (skip) => `?skip=${skip}&cursor=${skip}`);
    const { client, requests } = createTestClient(answer);
    const pages = client.listLicensesUsage({}, { maxPageSize: 2, prefetchPages: 3 }).byPage();
    await pages.next();
    await settled();
    expect(skips(requests)).toEqual(['0', '2', '4']);
    for (const go of waiting) go();
    await pages.return?.();
  });

  test('and a page that was predicted wrongly is dropped', async () => {
    // Every page has two rows except the second, which has one.
    const { client, requests } = createTestClient(
      (request, number) => {
        const from = Number(queryOf(request)['skip'] ?? 0);
        const to = from === 2 ? 3 : Math.min(9, from + 2);
        return usagePage(wireRows(from, to), { TotalCount: 9 })(request, number);
      },
      { prefetchPages: 2 },
    );
    const query = { processedDateTime: '2018-10-14' };
    expect(numbersOf(await collect(client.listLicensesUsage(query, { maxPageSize: 2 })))).toEqual(
      numbers(0, 9),
    );
    expect(skips(requests)).toContain('4');
  });

  test('several wrong predictions in a row lose no row and repeat none, and their requests are aborted', async () => {
    // The service ends pages where it likes, so that each prediction is wrong.
    const ends = [4, 5, 8, 9, 12, 13, 16, 17, 20];
    const signals = new Map<number, AbortSignal>();
    const { client, requests } = createTestClient(
      async (request, number) => {
        const from = Number(queryOf(request)['skip'] ?? 0);
        signals.set(number, request.signal);
        // In a later turn, so that pages requested ahead are still in flight when they are dropped.
        await settled();
        const to = ends.find((end) => end > from) ?? from;
        return usagePage(wireRows(from, to), { TotalCount: 20 })(request, number);
      },
      { prefetchPages: 3 },
    );
    const query = { processedDateTime: '2018-10-14' };
    const pages = await collect(client.listLicensesUsage(query, { maxPageSize: 4 }).byPage());
    expect(pages.map((page) => numbersOf(page.items))).toEqual(
      ends.map((end, index) => numbers(ends[index - 1] ?? 0, end)),
    );
    const starts = ['0', ...ends.map(String)];
    const wrong = requests.flatMap((request, number) =>
      starts.includes(queryOf(request)['skip'] ?? '0') ? [] : [number],
    );
    expect(wrong.length).toBeGreaterThan(3);
    expect(wrong.map((number) => signals.get(number)?.aborted)).toEqual(wrong.map(() => true));
  });

  test('a dropped page is aborted while its body arrives', async () => {
    const bodies: BodyInPieces[] = [];
    const { client } = createTestClient(
      (request, number) => {
        const from = Number(queryOf(request)['skip'] ?? 0);
        // The first page has two rows, so that the second is predicted at row 4; in truth it has three rows.
        if (from === 4) {
          const body = new BodyInPieces();
          bodies.push(body);
          body.send('{"Value":[');
          return body.answer(request, number);
        }
        const to = from === 2 ? 5 : from + 2;
        return usagePage(wireRows(from, Math.min(7, to)), { TotalCount: 7 })(request, number);
      },
      { prefetchPages: 2 },
    );
    const query = { processedDateTime: '2018-10-14' };
    const rows: number[] = [];
    const cancelled: number[] = [];
    for await (const row of client.listLicensesUsage(query)) {
      rows.push(row.licensesActive);
      await settled();
      cancelled.push(bodies.reduce((sum, body) => sum + body.cancellations.length, 0));
    }
    // The end aborts everything. The dropped page must be aborted before that.
    expect(cancelled[5]).toBe(1);
    expect(rows).toEqual(numbers(0, 7));
  });

  test('and the failure of an unawaited page is swallowed', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    const { client } = createTestClient((request, number) =>
      number < 2
        ? usagePage(wireRows(number * 2, number * 2 + 2), { TotalCount: 20 })(request, number)
        : new Response('', { status: 400 }),
    );
    for await (const page of client.listLicensesUsage({}, { maxPageSize: 2, prefetchPages: 4 }).byPage()) {
      await settled();
      if (numbersOf(page.items)[0] === 2) break;
    }
    await settled();
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });
});

describe('byBatch', () => {
  test('delivers the rows of each page that has any', async () => {
    const { client } = createTestClient([
      usagePage(wireRows(0, 2), { '@nextLink': '?cursor=2' }),
      usagePage([], { '@nextLink': '?cursor=4' }),
      usagePage(wireRows(2, 5), { '@nextLink': null }),
    ]);
    const batches = await collect(client.listLicensesUsage().byBatch());
    expect(batches.map(numbersOf)).toEqual([numbers(0, 2), numbers(2, 5)]);
  });

  test('continues from a continuation token', async () => {
    const { client } = createTestClient(linked(6));
    const page = await client.listLicensesUsage({}, { maxPageSize: 2, prefetchPages: 0 }).byPage().next();
    const { continuationToken } = page.done === true ? {} : page.value;
    const batches = await collect(
      client.listLicensesUsage({}, { maxPageSize: 2 }).byBatch({ continuationToken }),
    );
    expect(batches.flatMap(numbersOf)).toEqual(numbers(2, 6));
  });
});
