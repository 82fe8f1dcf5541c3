import { readRows } from '../answer/collection.ts';
import { readCustomer, type Customer } from '../answer/customer.ts';
import { readEnvelope } from '../answer/envelope.ts';
import type { Send } from '../call/attempt.ts';
import { call, type Answer, type Caller } from '../call/call.ts';
import type { CallContext } from '../call-context.ts';
import { defined } from '../call/defined.ts';
import { serialiseQuery } from '../call/serialise-query.ts';
import { readContinuationToken, writeContinuationToken } from '../paging/continuation-token.ts';
import { withoutNamesOf } from '../paging/next-link.ts';
import { createPagedIterator, type PagedAsyncIterableIterator } from '../paging/paged-iterator.ts';
import {
  isSeekPosition,
  nextSeekPosition,
  placeOf,
  seekNext,
  type SeekPosition,
} from '../paging/seek-position.ts';
import { resolveRequestOptions, type RequestOptions } from '../request-options.ts';
import { throttleKeys } from '../throttle/throttle-options.ts';
import { requireSize, toWireFilter, type CustomersQuery } from './customers-query.ts';

/** One answer of the customers operation. */
export interface CustomersPage {
  readonly items: Customer[];
  /** What the service counts: the customers of this page, not of all. */
  readonly totalCount?: number;
  /** Continues after this page, also in another process. Absent on the last page. */
  readonly continuationToken?: string;
  readonly context: CallContext;
}

export function listCustomers(
  caller: Caller,
  query: CustomersQuery,
  requestOptions: RequestOptions | undefined,
): PagedAsyncIterableIterator<Customer, CustomersPage> {
  const firstSize = query.size === undefined ? undefined : requireSize('query.size', query.size);
  const filter = query.filter === undefined ? undefined : toWireFilter(query.filter);
  const resolved = resolveRequestOptions(requestOptions, caller.options);
  const identity = `listCustomers?${serialiseQuery({ filter })}`;
  const { baseUrl, throttle } = caller.options;

  const tokenOf = (position: SeekPosition) => writeContinuationToken(identity, position);

  const ask = ({ size, seekToken, link }: SeekPosition, abortSignal: AbortSignal) => {
    const send: Send = (http, { header, ...init }) =>
      http.GET('/v1/customers', {
        ...init,
        baseUrl,
        querySerializer: (own) => serialiseQuery({ ...withoutNamesOf(own, link), ...own }),
        params: {
          header: seekToken === undefined ? header : { ...header, 'MS-ContinuationToken': seekToken },
          query: defined({ size, filter, seekOperation: seekToken === undefined ? undefined : seekNext }),
        },
      });
    const request = { operation: 'listCustomers', throttleKeys: throttleKeys(throttle), send } as const;
    return call(caller, request, { ...resolved, abortSignal }, readPage);
  };

  return createPagedIterator({
    abortSignal: resolved.abortSignal,
    tokenOf,
    start({ continuationToken, maxPageSize }) {
      const size = maxPageSize === undefined ? firstSize : requireSize('maxPageSize', maxPageSize);
      if (continuationToken === undefined) return { size, seekToken: undefined, link: {} };
      const position = readContinuationToken(continuationToken, identity, isSeekPosition);
      return { ...position, size: size ?? position.size };
    },
    async fetchPage(position, { abortSignal, visited }) {
      const { at, envelope, items } = await ask(position, abortSignal);
      visited.add(placeOf(position));
      const next = nextSeekPosition(envelope.body, position, { filter, baseUrl }, at);
      if (next !== undefined && visited.has(placeOf(next))) {
        return at.failAt('/links/next', 'a link to a further page', 'a link to a page that was there before');
      }
      const continuationToken = next === undefined ? undefined : tokenOf(next);
      const { totalCount } = envelope;
      return { page: { items, context: at.context, ...defined({ totalCount, continuationToken }) }, next };
    },
  });
}

function readPage({ body, at }: Answer) {
  const envelope = readEnvelope(body, ['items', 'value'], at);
  return { at, envelope, items: readRows(envelope.rows, readCustomer, at) };
}
