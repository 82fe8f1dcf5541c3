import type { CallContext, OperationId } from '../call-context.ts';
import type { ClientContext } from '../call/client-context.ts';
import { serialiseQuery } from '../call/build-request.ts';
import { readContinuationToken, writeContinuationToken } from './continuation-token.ts';
import type { PageSettings } from './paged-iterator.ts';
import { isUsagePosition, startAt, type UsagePosition } from './usage-position.ts';
import { resolveListOptions, type ListOptions, type ResolvedListOptions } from '../request-options.ts';
import type { PrefixFinder } from '../operations/commercial-path-prefix.ts';
import { requireTop } from './rows-query.ts';

/** One answer of a list of the commercial analytics. */
export interface CommercialPage<Row> {
  /** No items on the only page means that the service has no data, which is not the same as no usage. */
  readonly items: Row[];
  /** Rows over all pages, when the service says so. */
  readonly totalCount?: number;
  /** Continues after this page, also in another process. Absent on the last page. */
  readonly continuationToken?: string;
  readonly context: CallContext;
}

/** Which rows were asked for, as sent. */
export interface CommercialQuery<Field extends string> {
  readonly filter: string | undefined;
  readonly groupby: Field[] | undefined;
  readonly processedDateTime: string | undefined;
}

/** A list that was asked for, and checked, and not yet begun. */
export interface CommercialList<Field extends string> {
  readonly operation: OperationId;
  readonly client: ClientContext;
  readonly prefixes: PrefixFinder;
  readonly chosen: CommercialQuery<Field>;
  readonly options: ResolvedListOptions;
  /** Where a walk starts. */
  readonly start: (settings: PageSettings) => UsagePosition;
  readonly tokenOf: (position: UsagePosition) => string;
}

export function prepareCommercialList<Field extends string>(
  operation: OperationId,
  { client, prefixes }: Pick<CommercialList<Field>, 'client' | 'prefixes'>,
  query: CommercialQuery<Field> & { readonly top: number | undefined; readonly skip: number },
  requestOptions: ListOptions | undefined,
): CommercialList<Field> {
  const { top: firstTop, skip: firstSkip, ...chosen } = query;
  const identity = `${operation}?${serialiseQuery(chosen)}`;
  return {
    operation,
    client,
    prefixes,
    chosen,
    options: resolveListOptions(requestOptions, client.options),
    start({ continuationToken, maxPageSize }) {
      const top = maxPageSize === undefined ? firstTop : requireTop('maxPageSize', maxPageSize);
      if (continuationToken === undefined) return startAt(firstSkip, top);
      const position = readContinuationToken(continuationToken, identity, isUsagePosition);
      return { ...position, top: top ?? position.top };
    },
    tokenOf: (position) => writeContinuationToken(identity, position),
  };
}
