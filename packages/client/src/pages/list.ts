import { resolveRequestOptions, type ResolvedRequestOptions, type ListOptions } from '../request-options.ts';
import { requirePrefetchPages, defined } from '../input/values.ts';
import { buildUrl, serialiseQuery } from '../call/request.ts';
import type { CallContext, OperationId } from '../call-context.ts';
import { call } from '../call/call.ts';
import type { ClientContext } from '../call/client-context.ts';
import type { CallRequest } from '../call/operation.ts';
import { operations } from '../generated/operations.ts';
import { throttleKeys } from '../throttle/throttle-options.ts';
import { readContinuationToken, writeContinuationToken, type TokenScope } from './continuation-token.ts';
import { requireMaxPageSize, requireNames, requireObject } from './list-query.ts';
import { withoutNamesOf, type LinkParameters } from './next-link.ts';
import type { PageSettings } from './paged-iterator.ts';

/** One page of a list. */
export interface ListPage<Row> {
  /** The rows. Empty on the only page when the service has no data, which is not the same as no usage. */
  readonly items: Row[];
  /**
   * The service's count; absent when it sends none. For rows, the size of the whole list, whatever `top` and `skip`
   * are; for `listCustomers`, the number of customers on this page.
   */
  readonly totalCount?: number;
  /**
   * Continues after this page, even in another process. Absent on the last page, unless the answer does not show that
   * it is the last.
   */
  readonly continuationToken?: string;
  /** The ids of the request and its answer, and the attempts that were made. */
  readonly context: CallContext;
}

export interface ResolvedListOptions extends ResolvedRequestOptions {
  readonly prefetchPages: number;
}

/** A list whose input has been checked. */
export interface List<Position> {
  readonly client: ClientContext;
  readonly operation: OperationId;
  readonly options: ResolvedListOptions;
  /** The first position, or the position in a token. Rejects with a `ConfigurationError`. */
  readonly start: (settings: PageSettings) => Promise<Position>;
  readonly tokenOf: (position: Position) => string;
}

export interface ListInput<Position> {
  readonly client: ClientContext;
  readonly operation: OperationId;
  /** Everything that selects rows, as sent. A token belongs to it. */
  readonly query: object;
  readonly first: Position;
  readonly isPosition: (value: unknown) => value is Position;
  readonly options: ListOptions | undefined;
}

/** @throws {ConfigurationError} naming the first option at fault. */
export async function createList<Position extends { readonly maxPageSize?: number | undefined }>(
  input: ListInput<Position>,
): Promise<List<Position>> {
  const { client, operation, query, first, isPosition, options = {} } = input;
  const { prefetchPages = client.options.prefetchPages } = options;
  const resolved = {
    ...resolveRequestOptions(options, client.options),
    prefetchPages: requirePrefetchPages('requestOptions.prefetchPages', prefetchPages),
    maxPageSize: requireMaxPageSize('requestOptions.maxPageSize', options.maxPageSize),
  };
  await requireNames('requestOptions', options, Object.keys(resolved));
  const { baseUrl, throttle, credential } = client.options;
  // The facts that distinguish partners before a token is requested.
  const tenantId =
    'tenantId' in credential && typeof credential.tenantId === 'string' ? credential.tenantId : undefined;
  const scope: TokenScope = {
    source: JSON.stringify([baseUrl, throttle.partnerKey, tenantId?.toLowerCase()]),
    query: `${operation}?${serialiseQuery(query)}`,
  };
  return {
    client,
    operation,
    options: resolved,
    async start(settings) {
      const given = requireObject('settings', settings, '{ maxPageSize: 1_000 }');
      await requireNames('settings', given, ['continuationToken', 'maxPageSize']);
      const { continuationToken, maxPageSize } = given;
      const size = requireMaxPageSize('maxPageSize', maxPageSize) ?? resolved.maxPageSize;
      if (continuationToken === undefined) return { ...first, maxPageSize: size };
      const position = readContinuationToken(continuationToken, scope, isPosition);
      return { ...position, maxPageSize: size ?? position.maxPageSize };
    },
    tokenOf: (position) => writeContinuationToken(scope, position),
  };
}

/** One page to request. */
export interface PageRequest<Result> extends Pick<CallRequest<Result>, 'ownHeaders' | 'read' | 'streamBody'> {
  /** Goes before `/v1`. */
  readonly pathPrefix?: string;
  /** The parameters of the request itself. */
  readonly query: object;
  /** The parameters of the service's link. The parameters of the request take precedence. */
  readonly link: LinkParameters;
  readonly abortSignal: AbortSignal;
}

export function requestPage<Result>(
  { client, operation, options }: Pick<List<unknown>, 'client' | 'operation' | 'options'>,
  { pathPrefix = '', query, link, abortSignal, ...request }: PageRequest<Result>,
): Promise<Result> {
  const { baseUrl, throttle } = client.options;
  const own = defined(query);
  const parts = { pathPrefix, query: { ...withoutNamesOf(own, link), ...own } };
  const url = buildUrl(baseUrl, operations[operation], parts);
  const keys = throttleKeys(throttle);
  return call(
    client,
    operations[operation],
    { ...request, url, throttleKeys: keys },
    { ...options, abortSignal },
  );
}
