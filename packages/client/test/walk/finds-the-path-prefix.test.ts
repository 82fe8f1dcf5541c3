import { describe, expect, test } from 'vitest';
import { ServiceError } from '../../src/index.ts';
import { json, text } from '../support/answers.ts';
import { createTestClient, type Answer } from '../support/client.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { collect, rejectionOf } from './support/collect.ts';
import { usagePage, wireRows } from './support/usage-page.ts';

const path = '/v1/analytics/commercial/usage/license/';
const home = usagePage(wireRows(0, 1));

/** A service that answers under one prefix, and with `missing` elsewhere. */
function under(prefix: string, missing: Answer): Answer {
  return (request, number) =>
    (new URL(request.url).pathname === prefix + path ? home : missing)(request, number);
}

/** Its wall clock can be set back by an hour. */
class ClockSetBack extends VirtualClock {
  isSetBack = false;

  override now(): number {
    return this.isSetBack ? super.now() - 3_600_000 : super.now();
  }
}

const paths = (requests: readonly Request[]) => requests.map((request) => new URL(request.url).pathname);

const emptyNotFound = text('', 404);

describe("commercialPathPrefix 'auto'", () => {
  test.for([
    ['with an empty body', emptyNotFound],
    ["with the gateway's own words", json({ statusCode: 404, message: 'Resource not found' }, 404)],
    ['with a page for people', text('<html><h1>Not found</h1></html>', 404)],
  ] as const)('tries /partner once after a 404 %s, and remembers it', async ([, missing]) => {
    const { client, requests } = createTestClient(under('/partner', missing));
    expect(await collect(client.listLicensesUsage())).toHaveLength(1);
    expect(await collect(client.listLicensesUsage())).toHaveLength(1);
    expect(paths(requests)).toEqual([path, `/partner${path}`, `/partner${path}`]);
  });

  test('remembers that no prefix is needed', async () => {
    const { client, requests } = createTestClient([home, home]);
    await collect(client.listLicensesUsage());
    await collect(client.listLicensesUsage());
    expect(paths(requests)).toEqual([path, path]);
  });

  describe('probes a learned prefix again', () => {
    /** Answers under the prefix named last. */
    function movable(first: string) {
      let prefix = first;
      const answer: Answer = (request, number) => under(prefix, emptyNotFound)(request, number);
      return { answer, moveTo: (other: string) => void (prefix = other) };
    }

    test.for([
      ['', '/partner'],
      ['/partner', ''],
    ] as const)('when the service moves from %j to %j', async ([from, to]) => {
      const { answer, moveTo } = movable(from);
      const { client, requests } = createTestClient(answer);
      await collect(client.listLicensesUsage());
      moveTo(to);
      expect(await collect(client.listLicensesUsage())).toHaveLength(1);
      expect(await collect(client.listLicensesUsage())).toHaveLength(1);
      expect(paths(requests).slice(-3)).toEqual([from + path, to + path, to + path]);
    });

    test('at most once a minute, and stays with it after a passing 404', async () => {
      const { answer, moveTo } = movable('');
      const { client, clock, requests } = createTestClient(answer);
      await collect(client.listLicensesUsage());
      moveTo('nowhere');
      const notFound = { name: 'ServiceError', status: 404 };
      expect(await rejectionOf(collect(client.listLicensesUsage()))).toMatchObject(notFound);
      await clock.advance(59_999);
      expect(await rejectionOf(collect(client.listLicensesUsage()))).toMatchObject(notFound);
      expect(paths(requests).slice(1)).toEqual([path, `/partner${path}`, path]);
      await clock.advance(1);
      expect(await rejectionOf(collect(client.listLicensesUsage()))).toMatchObject(notFound);
      expect(paths(requests).slice(4)).toEqual([path, `/partner${path}`]);
      moveTo('');
      expect(await collect(client.listLicensesUsage())).toHaveLength(1);
      expect(paths(requests).slice(6)).toEqual([path]);
    });

    test('in time that does not change when the wall clock is set back', async () => {
      const { answer, moveTo } = movable('');
      const clock = new ClockSetBack();
      const { client, requests } = createTestClient(answer, { clock });
      await collect(client.listLicensesUsage());
      moveTo('nowhere');
      await rejectionOf(collect(client.listLicensesUsage()));
      await clock.advance(60_000);
      clock.isSetBack = true;
      await rejectionOf(collect(client.listLicensesUsage()));
      expect(paths(requests).slice(1)).toEqual([path, `/partner${path}`, path, `/partner${path}`]);
    });

    test('with one request for all calls that meet the 404 at the same time', async () => {
      const { answer, moveTo } = movable('');
      const { client, requests } = createTestClient(answer);
      await collect(client.listLicensesUsage());
      moveTo('/partner');
      const lists = [1, 2, 3].map(() => collect(client.listLicensesUsage()));
      expect((await Promise.all(lists)).map((rows) => rows.length)).toEqual([1, 1, 1]);
      // Each call asks once under the old prefix and once under the new one.
      expect(paths(requests).slice(1).toSorted()).toEqual([
        `/partner${path}`,
        `/partner${path}`,
        `/partner${path}`,
        path,
        path,
        path,
      ]);
      await collect(client.listLicensesUsage());
      expect(paths(requests).at(-1)).toBe(`/partner${path}`);
    });

    test('again at once when the probe was aborted, which says nothing', async () => {
      const { answer, moveTo } = movable('');
      const controller = new AbortController();
      let isSlow = false;
      const { client } = createTestClient((request, number) => {
        if (!isSlow || !new URL(request.url).pathname.startsWith('/partner')) return answer(request, number);
        controller.abort(new Error('The user has gone.'));
        return new Promise(() => {});
      });
      await collect(client.listLicensesUsage());
      moveTo('/partner');
      isSlow = true;
      const aborted = collect(client.listLicensesUsage({}, { abortSignal: controller.signal }));
      expect(await rejectionOf(aborted)).toMatchObject({ message: 'The user has gone.' });
      isSlow = false;
      expect(await collect(client.listLicensesUsage())).toHaveLength(1);
    });
  });

  test.for([
    ['a code', { code: '1000', description: 'Not found.' }],
    ['the code 404 of a component', { code: 404, description: 'Not found.', source: 'PartnerFD' }],
  ] as const)('does not try another prefix after a 404 with %s', async ([, body]) => {
    const { client, requests } = createTestClient([json(body, 404)]);
    const error = await rejectionOf(collect(client.listLicensesUsage()));
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({ status: 404, code: String(body.code) });
    expect(paths(requests)).toEqual([path]);
  });

  test.for([400, 403, 410])('does not try another prefix after an empty %i', async (status) => {
    const { client } = createTestClient([text('', status)]);
    expect(await rejectionOf(collect(client.listLicensesUsage()))).toMatchObject({ status });
  });

  test('rejects with the first 404 when neither prefix works, and tries both again later', async () => {
    const { client, requests } = createTestClient((request, number) =>
      text('', 404, { 'MS-RequestId': `request ${number}` })(request, number),
    );
    expect(await rejectionOf(collect(client.listLicensesUsage()))).toMatchObject({
      status: 404,
      requestId: 'request 0',
    });
    await rejectionOf(collect(client.listLicensesUsage()));
    expect(paths(requests)).toEqual([path, `/partner${path}`, path, `/partner${path}`]);
  });

  test('rejects with the answer of /partner when that is not a missing route', async () => {
    const { client } = createTestClient([emptyNotFound, json({ code: '2032' }, 403)]);
    expect(await rejectionOf(collect(client.listLicensesUsage()))).toMatchObject({
      status: 403,
      code: '2032',
    });
  });

  test('reads all pages under the prefix that it found', async () => {
    const pages = [usagePage(wireRows(0, 1), {}), usagePage(wireRows(1, 2), {}), usagePage([])];
    const answers: readonly Answer[] = [emptyNotFound, ...pages];
    const { client, requests } = createTestClient(answers);
    expect(await collect(client.listLicensesUsage({}, { maxPageSize: 1 }))).toHaveLength(2);
    expect(paths(requests)).toEqual([path, ...Array.from({ length: 3 }, () => `/partner${path}`)]);
  });
});

describe('a commercialPathPrefix chosen by the caller', () => {
  test.for(['', '/partner'] as const)('is the only one that is tried: %j', async (commercialPathPrefix) => {
    const { client, requests } = createTestClient([emptyNotFound], { commercialPathPrefix });
    expect(await rejectionOf(collect(client.listLicensesUsage()))).toMatchObject({ status: 404 });
    expect(paths(requests)).toEqual([commercialPathPrefix + path]);
  });

  test('follows the path of the base URL', async () => {
    const baseUrl = 'https://gateway.example/partner-center';
    const { client, requests } = createTestClient([home], { baseUrl, commercialPathPrefix: '/partner' });
    await collect(client.listLicensesUsage());
    expect(requests[0]?.url).toBe(`${baseUrl}/partner${path}`);
  });
});
