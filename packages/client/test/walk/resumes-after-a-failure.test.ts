import { describe, expect, test } from 'vitest';
import { isLicensesUsageError, type LicensesUsageClient } from '../../src/index.ts';
import { AuthenticationError } from '../../src/errors/authentication-error.ts';
import { fault } from '../support/answers.ts';
import { createTestClient, token, type Answer } from '../support/client.ts';
import { rejectionOf } from './support/collect.ts';
import { numbers, queryOf, usagePage, wireRows } from './support/usage-page.ts';

/** Seven rows in pages of two, by skip, in any order of requests. */
const service: Answer = (request, number) => {
  const { skip = '0' } = queryOf(request);
  const from = Number(skip);
  return usagePage(wireRows(from, Math.min(7, from + 2)), { TotalCount: 7 })(request, number);
};

/** The service, with one request that fails. */
function failingAt(broken: number, failure: Answer): Answer {
  return (request, number) => (number === broken ? failure : service)(request, number);
}

async function* byPage(client: LicensesUsageClient, continuationToken?: string, query = {}) {
  for await (const page of client
    .listLicensesUsage(query, { maxPageSize: 2 })
    .byPage({ continuationToken })) {
    for (const row of page.items) yield row.licensesActive;
  }
}

async function* byRow(client: LicensesUsageClient) {
  for await (const row of client.listLicensesUsage({}, { maxPageSize: 2 })) yield row.licensesActive;
}

async function read(rows: AsyncIterable<number>, into: number[]): Promise<void> {
  for await (const row of rows) into.push(row);
}

describe('the error of a page says where to resume without losing or repeating a row', () => {
  const ways = { byPage, byRow };
  const failures = {
    'a refusal': fault(403),
    'an answer that is no page': () => Response.json({ Value: 'none' }),
    'a row that can not be read': usagePage([{ licensesActive: 'some', licensesQualified: 1 }], {
      TotalCount: 7,
    }),
  } satisfies Record<string, Answer>;

  for (const [what, failure] of Object.entries(failures)) {
    for (const [way, walk] of Object.entries(ways)) {
      test.for([0, 1, 2, 3])(`walking ${way}, ${what} at page %i`, async (broken) => {
        const { client } = createTestClient(failingAt(broken, failure));
        const rows: number[] = [];
        const error = await rejectionOf(read(walk(client), rows));
        expect(rows).toEqual(numbers(0, broken * 2));
        if (!isLicensesUsageError(error)) throw error;
        expect(error.resume?.rowsDelivered).toBe(rows.length);
        const later = createTestClient(service);
        await read(byPage(later.client, error.resume?.continuationToken), rows);
        expect(rows).toEqual(numbers(0, 7));
      });
    }
  }

  test('resumes in the snapshot of the list, not in the latest', async () => {
    const { client } = createTestClient(failingAt(1, fault(403)));
    const error = await rejectionOf(read(byRow(client), []));
    if (!isLicensesUsageError(error)) throw error;
    const later = createTestClient(service);
    await read(byPage(later.client, error.resume?.continuationToken), []);
    expect(queryOf(later.requests[0])).toEqual({
      processedDateTime: '2018-10-14T00:00:00',
      top: '2',
      skip: '2',
    });
  });

  test('says in its message how many rows were delivered, once', async () => {
    const { client } = createTestClient(failingAt(2, fault(403)));
    expect(String(await rejectionOf(read(byRow(client), [])))).toMatch(
      /^ServiceError: listLicensesUsage .* Rows delivered before: 4; continue with error\.resume\.continuationToken\.$/,
    );
  });

  test('delivers the current page before the failure of the next one', async () => {
    const { client } = createTestClient(failingAt(1, fault(403)));
    const pages = client.listLicensesUsage({}, { maxPageSize: 2 }).byPage();
    expect((await pages.next()).value?.items).toHaveLength(2);
    expect(await rejectionOf(pages.next())).toMatchObject({
      name: 'ServiceError',
      resume: { rowsDelivered: 2 },
    });
    expect(await pages.next()).toEqual({ done: true, value: undefined });
  });

  test("has no resume when the caller's own credential is at fault", async () => {
    const tokens = [token, 'not a token'];
    const { client } = createTestClient([service], { credential: () => tokens.shift() ?? '' });
    const rows: number[] = [];
    const error = await rejectionOf(read(byRow(client), rows));
    expect(error).toMatchObject({ name: 'ConfigurationError', argument: 'credential' });
    expect(error).not.toHaveProperty('walk');
    expect(rows).toEqual([0, 1]);
  });

  test('is different for two lists that fail because the same token is missing', async () => {
    const failure = new AuthenticationError({ message: 'Sign in again.' });
    let isSignedIn = true;
    const credential = async () => {
      if (isSignedIn) return token;
      throw failure;
    };
    const answer: Answer = (request, number) => {
      isSignedIn = number === 0;
      return service(request, number);
    };
    const { client } = createTestClient([answer, answer], { credential });
    const first = client.listLicensesUsage({}, { maxPageSize: 2 }).byPage();
    const second = client.listLicensesUsage({ skip: 4 }, { maxPageSize: 2 }).byPage();
    await Promise.all([first.next(), second.next()]);
    const [one, two] = await Promise.all([rejectionOf(first.next()), rejectionOf(second.next())]);
    if (!isLicensesUsageError(one) || !isLicensesUsageError(two)) throw one;
    const later = createTestClient([service, service, service, service]);
    const rows: number[] = [];
    await read(byPage(later.client, one.resume?.continuationToken), rows);
    expect(rows).toEqual(numbers(2, 7));
    await read(byPage(later.client, two.resume?.continuationToken, { skip: 4 }), rows);
    expect(rows).toEqual([...numbers(2, 7), 6]);
    for (const error of [one, two]) {
      expect(error.message.match(/Rows delivered before/g)).toHaveLength(1);
    }
  });
});
