import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createClient, isLicensesUsageError } from '../../src/index.ts';
import type { Fetch } from '../../src/client-options.ts';
import { ballast, numbers, wireRow } from './support/usage-page.ts';

const path = '/v1/analytics/commercial/usage/license/';

/** The link of a page to the next one. `undefined` leaves the key out. */
const linkStyles = {
  absolute: (url, query) => `${url.origin}${path}?${query}`,
  relative: (_, query) => `${path}?${query}`,
  'without a path': (_, query) => `?${query}`,
  'un-encoded': (_, query) => `${path}?${decodeURIComponent(query)}`,
  'second question mark': (_, query) => `/partner${path}?${query.replace(/&(?=[^&]*$)/, '?')}`,
  'the row first': (_, query) => `${path}?${query.split('&').toReversed().join('&')}`,
  'an opaque cursor': (_, query) => `${path}?cursor=${btoa(query)}`,
  absent: () => undefined,
  null: () => null,
} satisfies Record<string, (url: URL, query: string) => string | null | undefined>;

interface Service {
  readonly rows: number;
  /** The largest page that the service sends, whatever size is requested. */
  readonly pageSize: number;
  /** The page size that the client asks for. */
  readonly asked: number;
  readonly style: keyof typeof linkStyles;
  readonly tellsTotal: boolean;
  /** Which of the first requests get an empty page with a link instead, if the style has links. */
  readonly emptyPages: readonly boolean[];
  /** Which of the first requests fail. */
  readonly failures: readonly boolean[];
}

const serviceOf = (style: keyof typeof linkStyles): fc.Arbitrary<Service> =>
  fc.record({
    rows: fc.nat({ max: 40 }),
    pageSize: fc.integer({ min: 1, max: 12 }),
    asked: fc.integer({ min: 1, max: 20 }),
    style: fc.constant(style),
    // A null link is the end, unless a total contradicts it.
    tellsTotal: style === 'null' ? fc.constant(true) : fc.boolean(),
    emptyPages: fc.array(fc.boolean(), { maxLength: 6 }),
    failures: fc.array(fc.boolean(), { maxLength: 6 }),
  });

/** Serves numbered rows as the service does. */
function serve(service: Service): Fetch {
  let requests = 0;
  return async (input) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const { searchParams } = url;
    const number = requests;
    requests += 1;
    if (service.failures[number] === true) return new Response('', { status: 403 });
    const cursor = new URLSearchParams(atob(searchParams.get('cursor') ?? ''));
    const from = Number(cursor.get('skip') ?? searchParams.get('skip') ?? 0);
    const visit = Number(cursor.get('visit') ?? searchParams.get('visit') ?? 0);
    const hasLink = service.style !== 'absent' && service.style !== 'null';
    const isEmpty = hasLink && service.emptyPages[visit] === true;
    const size = Math.min(service.pageSize, Number(searchParams.get('top')));
    const to = isEmpty ? from : Math.min(service.rows, from + size);
    searchParams.delete('cursor');
    searchParams.set('visit', String(visit + 1));
    searchParams.set('skip', String(to));
    const query = searchParams.toString().replaceAll('+', '%20');
    const link = linkStyles[service.style](url, query);
    return Response.json({
      ...ballast,
      Value: numbers(from, to).map((row) => wireRow(row)),
      ...(service.tellsTotal && { TotalCount: service.rows }),
      ...(link !== undefined && { '@nextLink': to < service.rows ? link : null }),
    });
  };
}

/** Walks to the end, resuming after each failure. */
async function walk(service: Service, filter: string): Promise<number[]> {
  const client = createClient({ credential: () => 'token', fetch: serve(service) });
  const rows: number[] = [];
  let continuationToken: string | undefined;
  for (let walks = 0; walks <= service.failures.length; walks += 1) {
    try {
      const usage = client.listLicensesUsage({ filter }, { maxPageSize: service.asked });
      for await (const page of usage.byPage({ continuationToken })) {
        rows.push(...page.items.map((row) => row.licensesActive));
      }
      return rows;
    } catch (error) {
      if (!isLicensesUsageError(error) || error.resume === undefined) throw error;
      continuationToken = error.resume.continuationToken;
    }
  }
  return rows;
}

describe('the pages of a list hold every row once and in order', () => {
  test.for([
    'absolute',
    'relative',
    'without a path',
    'un-encoded',
    'second question mark',
    'the row first',
    'an opaque cursor',
    'absent',
    'null',
  ] as const)('for any number of rows and page size, links: %s', async (style) => {
    const filter = fc.constantFrom(
      "channel eq 'reseller'",
      "customerName eq 'A & B'",
      "customerName eq 'Q?&skip=1#'",
    );
    await fc.assert(
      fc.asyncProperty(serviceOf(style), filter, async (service, text) => {
        expect(await walk(service, text)).toEqual(numbers(0, service.rows));
      }),
      { numRuns: 40 },
    );
  });
});
