import { readRows } from '../answer/collection.ts';
import { readCustomer, type Customer } from '../answer/customer.ts';
import { readEnvelope } from '../answer/envelope.ts';
import type { Send } from '../call/attempt.ts';
import { call, type Caller } from '../call/call.ts';
import type { CallContext } from '../call-context.ts';
import { defined } from '../call/defined.ts';
import { serialiseQuery } from '../call/serialise-query.ts';
import { readContinuationToken, writeContinuationToken } from '../paging/continuation-token.ts';
import { createPagedIterator, type PagedAsyncIterableIterator } from '../paging/paged-iterator.ts';
import { isSeekPosition, nextSeekPosition, seekNext, type SeekPosition } from '../paging/seek-position.ts';
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
  const identity = serialiseQuery({ filter });
  const { baseUrl, throttle } = caller.options;

  const ask = ({ size, seekToken, link }: SeekPosition) => {
    const send: Send = (http, { header, ...init }) =>
      http.GET('/v1/customers', {
        ...init,
        baseUrl,
        querySerializer: (own) => serialiseQuery({ ...link, ...own }),
        params: {
          header: seekToken === undefined ? header : { ...header, 'MS-ContinuationToken': seekToken },
          query: defined({ size, filter, seekOperation: seekToken === undefined ? undefined : seekNext }),
        },
      });
    return call(caller, { operation: 'listCustomers', throttleKeys: throttleKeys(throttle), send }, resolved);
  };

  return createPagedIterator({
    start({ continuationToken, maxPageSize }) {
      const size = maxPageSize === undefined ? firstSize : requireSize('maxPageSize', maxPageSize);
      if (continuationToken === undefined) return { size, seekToken: undefined, link: {} };
      const position = readContinuationToken(continuationToken, identity, isSeekPosition);
      return { ...position, size: maxPageSize === undefined ? position.size : size };
    },
    async fetchPage(position) {
      const { body, at } = await ask(position);
      const envelope = readEnvelope(body, ['items', 'value'], at);
      const items = readRows(envelope.rows, readCustomer, at);
      const next = nextSeekPosition(envelope.body, position, { filter, baseUrl }, at);
      const page = {
        items,
        ...(envelope.totalCount === undefined ? {} : { totalCount: envelope.totalCount }),
        ...(next === undefined ? {} : { continuationToken: writeContinuationToken(identity, next) }),
        context: at.context,
      };
      return { page, next };
    },
  });
}
