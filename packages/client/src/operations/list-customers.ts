import type { Customer } from '../generated/models.ts';
import type { CallContext } from '../call-context.ts';
import type { ClientContext } from '../call/client-context.ts';
import { serialiseQuery } from '../call/build-request.ts';
import { readContinuationToken, writeContinuationToken } from '../pages/continuation-token.ts';
import { createPagedIterator, type PagedAsyncIterableIterator } from '../pages/paged-iterator.ts';
import { isSeekPosition, type SeekPosition } from '../pages/seek-position.ts';
import { resolveListOptions, type ListOptions, type ResolvedListOptions } from '../request-options.ts';
import { requireSize, toWireFilter, type CustomersQuery } from '../pages/customers-query.ts';
import { loadWalks } from './load-walks.ts';

/** One answer of the customers operation. */
export interface CustomersPage {
  readonly items: Customer[];
  /** What the service counts: the customers of this page, not of all. */
  readonly totalCount?: number;
  /** Continues after this page, also in another process. Absent on the last page. */
  readonly continuationToken?: string;
  readonly context: CallContext;
}

/** A list of customers that was asked for, and checked, and not yet begun. */
export interface CustomersList {
  readonly client: ClientContext;
  readonly filter: string | undefined;
  readonly options: ResolvedListOptions;
  readonly tokenOf: (position: SeekPosition) => string;
}

export function listCustomers(
  client: ClientContext,
  query: CustomersQuery,
  requestOptions: ListOptions | undefined,
): PagedAsyncIterableIterator<Customer, CustomersPage> {
  const firstSize = query.size === undefined ? undefined : requireSize('query.size', query.size);
  const filter = query.filter === undefined ? undefined : toWireFilter(query.filter);
  const identity = `listCustomers?${serialiseQuery({ filter })}`;
  const list: CustomersList = {
    client,
    filter,
    options: resolveListOptions(requestOptions, client.options),
    tokenOf: (position) => writeContinuationToken(identity, position),
  };
  return createPagedIterator<Customer, CustomersPage, SeekPosition>({
    start({ continuationToken, maxPageSize }) {
      const size = maxPageSize === undefined ? firstSize : requireSize('maxPageSize', maxPageSize);
      if (continuationToken === undefined) return { size, seekToken: undefined, link: {} };
      const position = readContinuationToken(continuationToken, identity, isSeekPosition);
      return { ...position, size: size ?? position.size };
    },
    load: async () => (await loadWalks()).walkCustomers(list),
  });
}
