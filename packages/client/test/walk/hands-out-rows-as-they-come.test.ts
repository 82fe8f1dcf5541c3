import { createServer } from 'node:http';
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createClient, isLicensesUsageError, ResponseFormatError, TransportError } from '../../src/index.ts';
import { text } from '../support/answers.ts';
import { createTestClient, type Answer, type TestClient } from '../support/client.ts';
import { abortListeners } from '../support/listeners.ts';
import { settled } from '../support/virtual-clock.ts';
import { collect, rejectionOf } from './support/collect.ts';
import { BodyInPieces, breaksAfter, largeRow, largeText } from './support/large-page.ts';
import { numbers, numbersOf, queryOf } from './support/usage-page.ts';

interface Ending {
  readonly error: unknown;
  readonly delivered: readonly number[];
}

/** Reads row by row until the list fails. */
async function walkToFailure({ client, clock }: TestClient): Promise<Ending> {
  const delivered: number[] = [];
  const walking = async () => {
    for await (const row of client.listLicensesUsage()) delivered.push(row.licensesActive);
  };
  const error = await runInTurns(clock, rejectionOf(walking()));
  return { error, delivered };
}

/** Like {@link VirtualClock.run}, for work that also waits for other tasks of the event loop. */
async function runInTurns<Value>(clock: TestClient['clock'], promise: Promise<Value>): Promise<Value> {
  const over = new Set<unknown>();
  const end = () => over.add(promise);
  promise.then(end, end);
  while (over.size === 0) {
    await settled();
    await clock.advance(1_000);
  }
  return promise;
}

const hundred = largeText(0, 100, { '@nextLink': null, TotalCount: 100 });

describe('a page that is larger than 64 KiB', () => {
  test('delivers its first rows while the others are still arriving', async () => {
    const body = new BodyInPieces();
    const { client } = createTestClient([body.answer]);
    const rows = client.listLicensesUsage();
    const first = rows.next();
    body.send(hundred.slice(0, 70_000));
    expect(await first).toMatchObject({ done: false, value: { licensesActive: 0 } });
    body.send(hundred.slice(70_000));
    body.end();
    expect(numbersOf(await collect(rows))).toEqual(numbers(1, 100));
  });

  test('reports how many rows it held, streamed or not', async () => {
    for (const rowBatches of [true, false]) {
      const { client, events } = createTestClient([text(hundred)], { rowBatches });
      await client.listLicensesUsage().toArray();
      expect(events.at(-1)).toMatchObject({ type: 'call-ended', rows: 100 });
    }
  });

  test('delivers its rows when it is complete, if rowBatches is false', async () => {
    const body = new BodyInPieces();
    const { client } = createTestClient([body.answer], { rowBatches: false });
    const rows = client.listLicensesUsage();
    let isHandedOut = false;
    const first = rows.next().then(() => {
      isHandedOut = true;
    });
    body.send(hundred.slice(0, 90_000));
    await settled();
    expect(isHandedOut).toBe(false);
    body.send(hundred.slice(90_000));
    body.end();
    await first;
    expect(numbersOf(await collect(rows))).toEqual(numbers(1, 100));
  });

  test.for(['\uFEFF', ''])(
    'is the same in batches, by page and row by row, after the byte order mark %j',
    async (mark) => {
      const { client } = createTestClient([text(mark + hundred), text(mark + hundred), text(mark + hundred)]);
      const [page] = await collect(client.listLicensesUsage().byPage());
      const batches = await collect(client.listLicensesUsage().byBatch());
      expect(batches.length).toBeGreaterThan(1);
      expect(batches.flat()).toEqual(page?.items);
      expect(await collect(client.listLicensesUsage())).toEqual(page?.items);
      expect(page?.items[99]?.processedDateTime).toBe('2018-10-14T00:00:00Z');
    },
  );

  test('is read through gzip from a real server', async () => {
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end(gzipSync(`\uFEFF${hundred}`));
    });
    server.listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const client = createClient({ credential: () => 'token', baseUrl: `http://127.0.0.1:${port}` });
    expect(numbersOf(await collect(client.listLicensesUsage()))).toEqual(numbers(0, 100));
  });

  test('does not time out while the caller reads the rows slowly', async () => {
    const { client, clock } = createTestClient([text(hundred)]);
    const batches = client.listLicensesUsage().byBatch();
    const rows: number[] = [];
    for await (const batch of batches) {
      rows.push(...numbersOf(batch));
      await clock.advance(3_600_000);
    }
    expect(rows).toEqual(numbers(0, 100));
  });

  test('is refused above maxBodySizeInBytes, which counts bytes and not characters', async () => {
    const wide = hundred.replaceAll('xxx', '\u4f1a');
    const bytes = new TextEncoder().encode(wide).length;
    expect(bytes).toBe(hundred.length);
    expect(wide.length).toBeLessThan(bytes - 60_000);
    const { client } = createTestClient([text(wide)], { maxBodySizeInBytes: bytes });
    expect(await collect(client.listLicensesUsage())).toHaveLength(100);
    const server = createTestClient([text(wide)], { maxBodySizeInBytes: bytes - 1 });
    const { error } = await walkToFailure(server);
    expect(error).toBeInstanceOf(ResponseFormatError);
    expect(error).toMatchObject({ expected: `at most ${bytes - 1} bytes (maxBodySizeInBytes)` });
  });

  test('is refused above maxBodySizeInBytes, with the rows before', async () => {
    const server = createTestClient([text(hundred)], { maxBodySizeInBytes: 100_000 });
    const { error, delivered } = await walkToFailure(server);
    expect(error).toBeInstanceOf(ResponseFormatError);
    expect(error).toMatchObject({
      expected: expect.stringContaining('maxBodySizeInBytes'),
      resume: { rowsDelivered: delivered.length },
    });
  });
});

describe('when the connection breaks after rows were delivered', () => {
  test('the page is requested again, and no row is delivered twice', async () => {
    const { client, clock, requests } = createTestClient([
      breaksAfter(hundred, 90_000),
      breaksAfter(hundred, 80_000),
      text(hundred),
    ]);
    const rows = await runInTurns(clock, collect(client.listLicensesUsage()));
    expect(numbersOf(rows)).toEqual(numbers(0, 100));
    expect(requests).toHaveLength(3);
  });

  test('and the rows arrive changed, the list ends with an error that says how many were delivered', async () => {
    const others = hundred.replace('PRODUCT 3 ', 'PRODUCT 4 ');
    const { error, delivered } = await walkToFailure(
      createTestClient([breaksAfter(hundred, 90_000), text(others)]),
    );
    expect(error).toBeInstanceOf(ResponseFormatError);
    expect(error).toMatchObject({
      pointer: '',
      expected: 'the rows that were delivered before, unchanged and in order',
      received: 'others',
      resume: { rowsDelivered: delivered.length },
    });
    expect(delivered.length).toBeGreaterThan(40);
    expect(delivered).toEqual(numbers(0, delivered.length));
    expect(String(error)).toContain(`Rows delivered before: ${delivered.length};`);
  });

  test.for([
    ['a short page', JSON.stringify({ Value: [largeRow(0)], TotalCount: 1 })],
    ['a page without rows', JSON.stringify({ Value: [], TotalCount: 0 })],
    ['no list', '{}'],
    ['nothing', ''],
  ] as const)('and %s arrives, the list ends with an error', async ([, other]) => {
    const { error } = await walkToFailure(createTestClient([breaksAfter(hundred, 90_000), text(other)]));
    expect(error).toMatchObject({ name: 'ResponseFormatError', received: 'others' });
  });

  test('for good, the error has a token that continues after the last row, by page and by batch, in another process', async () => {
    const broken = breaksAfter(hundred, 90_000);
    const first = createTestClient([broken, broken], { retry: { maxRetries: 1 } });
    const { error, delivered } = await walkToFailure(first);
    expect(error).toBeInstanceOf(TransportError);
    if (!isLicensesUsageError(error)) throw error;
    expect(error.resume?.rowsDelivered).toBe(delivered.length);
    const settings = { continuationToken: error.resume?.continuationToken };
    const { client } = createTestClient([text(hundred), text(hundred)]);
    const pages = await collect(client.listLicensesUsage().byPage(settings));
    expect(pages.flatMap((page) => numbersOf(page.items))).toEqual(numbers(delivered.length, 100));
    const batches = await collect(client.listLicensesUsage().byBatch(settings));
    expect(batches.flatMap(numbersOf)).toEqual(numbers(delivered.length, 100));
  });

  test('and other rows arrive after a resume, the list ends with an error', async () => {
    const first = createTestClient([breaksAfter(hundred, 90_000)], { retry: { maxRetries: 0 } });
    const { error } = await walkToFailure(first);
    if (!isLicensesUsageError(error)) throw error;
    const settings = { continuationToken: error.resume?.continuationToken };
    const { client } = createTestClient([text(largeText(1, 101, { TotalCount: 100 }))]);
    const again = await rejectionOf(collect(client.listLicensesUsage().byPage(settings)));
    expect(again).toMatchObject({
      name: 'ResponseFormatError',
      received: 'others',
      resume: { rowsDelivered: 0 },
    });
  });

  test('because an attempt timed out, the next attempt continues the page', async () => {
    const silent = new BodyInPieces();
    const { client, clock } = createTestClient([silent.answer, text(hundred)]);
    const walking = collect(client.listLicensesUsage());
    silent.send(hundred.slice(0, 90_000));
    await settled();
    expect(numbersOf(await runInTurns(clock, walking))).toEqual(numbers(0, 100));
    expect(silent.cancellations).toHaveLength(1);
  });

  test('for good, the list is resumed with as many rows as are left of its top', async () => {
    const broken = breaksAfter(hundred, 80_000);
    const { client, clock } = createTestClient([broken], { retry: { maxRetries: 0 } });
    const query = { top: 90 };
    const delivered: number[] = [];
    const reading = async () => {
      for await (const row of client.listLicensesUsage(query)) delivered.push(row.licensesActive);
    };
    const error = await runInTurns(clock, rejectionOf(reading()));
    if (!isLicensesUsageError(error)) throw error;
    expect(delivered.length).toBeGreaterThan(20);
    const later = createTestClient([text(hundred)]);
    const settings = { continuationToken: error.resume?.continuationToken };
    const batches = await collect(later.client.listLicensesUsage(query).byBatch(settings));
    expect([...delivered, ...batches.flatMap(numbersOf)]).toEqual(numbers(0, 90));
    expect(queryOf(later.requests[0])['top']).toBe('90');
  });

  test('before the first row, the page is requested again', async () => {
    const { client, clock } = createTestClient([breaksAfter(hundred, 20_000), text(hundred)]);
    expect(numbersOf(await runInTurns(clock, collect(client.listLicensesUsage())))).toEqual(numbers(0, 100));
  });
});

describe('a page that turns out to be wrong after some of its rows were delivered', () => {
  const failures: Readonly<Record<string, readonly [string, object]>> = {
    'is cut off': [hundred.slice(0, -40), { pointer: '', expected: 'a complete JSON document' }],
    'goes on after its end': [`${hundred}{}`, { pointer: '', expected: 'a complete JSON document' }],
    'has a row that can not be read': [
      hundred.replace('"licensesActive":95', '"licensesActive":"some"'),
      { pointer: '/Value/95/licensesActive' },
    ],
    'has a second list of rows': [
      hundred.replace(/\}$/, ',"Value":[]}'),
      { pointer: '/Value', received: 'a second one' },
    ],
    'has a list of another name': [
      hundred.replace(/\}$/, ',"items":[]}'),
      { pointer: '/items', received: 'both' },
    ],
    'has fewer rows than it counts': [
      hundred.replace('"TotalCount":100', '"TotalCount":99'),
      { pointer: '/TotalCount', received: '100' },
    ],
    'leads elsewhere': [
      hundred.replace('"@nextLink":null', '"@nextLink":"https://evil.example/"'),
      { pointer: '/@nextLink' },
    ],
  };

  test.for(Object.entries(failures))('because it %s', async ([, [body, expected]]) => {
    const server = createTestClient([text(body)]);
    const { error, delivered } = await walkToFailure(server);
    expect(error).toBeInstanceOf(ResponseFormatError);
    expect(error).toMatchObject({ ...expected, resume: { rowsDelivered: delivered.length } });
    expect(delivered.length).toBeGreaterThan(40);
    expect(delivered).toEqual(numbers(0, delivered.length));
    expect(server.events.at(-1)).toMatchObject({ type: 'call-ended', errorName: 'ResponseFormatError' });
  });

  test('ends the request at once, although the service would send more', async () => {
    const body = new BodyInPieces();
    const server = createTestClient([body.answer]);
    const failing = walkToFailure(server);
    body.send(hundred.replace('"licensesActive":5,', '"licensesActive":-5,').slice(0, 90_000));
    const { error } = await failing;
    expect(error).toMatchObject({
      pointer: '/Value/5/licensesActive',
      attempts: [{ status: 200, cause: 'refused' }],
    });
    expect(body.cancellations).toHaveLength(1);
  });
});

describe('stopping in the middle of a page', () => {
  const open = async (abortSignal: AbortSignal) => {
    const body = new BodyInPieces();
    const server = createTestClient([body.answer]);
    const rows = server.client.listLicensesUsage({}, { abortSignal });
    const first = rows.next();
    body.send(hundred.slice(0, 90_000));
    await first;
    return { ...server, body, rows };
  };

  test('ends the request and removes all listeners', async () => {
    const { signal } = new AbortController();
    const { rows, body } = await open(signal);
    await rows.return();
    await settled();
    expect(body.cancellations).toHaveLength(1);
    expect(abortListeners(signal)).toBe(0);
    expect(await rows.next()).toEqual({ done: true, value: undefined });
  });

  test('by an abort rejects with the reason, and removes all listeners', async () => {
    const controller = new AbortController();
    const { rows, body, events } = await open(controller.signal);
    const reason = new Error('The user has gone.');
    controller.abort(reason);
    expect(await rejectionOf(rows.next())).toBe(reason);
    await settled();
    expect(body.cancellations).toHaveLength(1);
    expect(abortListeners(controller.signal)).toBe(0);
    expect(events.at(-1)).toMatchObject({ type: 'call-ended', errorName: 'AbortError' });
  });
});

describe('rows of another snapshot than the one that a list is bound to', () => {
  const other = '2018-10-15T00:00:00';
  const page = (rows: readonly object[], link: string | null): Answer =>
    text(JSON.stringify({ Value: rows, '@nextLink': link }));

  test.for([true, false])(
    'are an error even without a TotalCount, with rowBatches %j',
    async (rowBatches) => {
      const server = createTestClient(
        [page([largeRow(0), largeRow(1)], '?cursor=2'), page([largeRow(2), largeRow(3, other)], null)],
        { rowBatches },
      );
      const { error, delivered } = await walkToFailure(server);
      expect(error).toBeInstanceOf(ResponseFormatError);
      expect(error).toMatchObject({
        pointer: '/Value/1/processedDateTime',
        expected: '2018-10-14T00:00:00, the snapshot of the rows before',
        received: other,
        resume: { rowsDelivered: 2 },
      });
      expect(delivered).toEqual([0, 1]);
    },
  );

  test('are accepted when only the spelling of the date differs', async () => {
    const dates = [
      '2018-10-14T00:00:00Z',
      '2018-10-14T00:00:00+00:00',
      '2018-10-14T02:00:00+02:00',
      '2018-10-14T00:00:00.000',
    ];
    const { client } = createTestClient([
      page([largeRow(0)], '?cursor=1'),
      page(
        dates.map((date, index) => largeRow(index + 1, date)),
        null,
      ),
    ]);
    expect(numbersOf(await collect(client.listLicensesUsage()))).toEqual(numbers(0, 5));
  });
});
