import type { DecodeContext } from '../decode/decode-context.ts';
import type { AttemptInit, Send } from '../call/attempt.ts';
import { call, type Answer, type CallRequest } from '../call/call.ts';
import { defined, type Defined } from '../call/defined.ts';
import type { Http } from '../call/http.ts';
import { serialiseQuery } from '../call/serialise-query.ts';
import { withoutNamesOf } from './next-link.ts';
import type { UsagePosition } from './usage-position.ts';
import { throttleKeys } from '../throttle/throttle-options.ts';
import type { CommercialList, CommercialQuery } from './commercial-list.ts';

/** The query of a page, as sent. */
type PageQuery<Field extends string> = Defined<
  CommercialQuery<Field> & { readonly top: number | undefined; readonly skip: number | undefined }
>;

/** What openapi-fetch gets for a page. */
interface PageInit<Field extends string> extends AttemptInit {
  readonly baseUrl: string;
  readonly querySerializer: (own: object) => string;
  readonly params: { readonly query: PageQuery<Field> };
}

/** What tells one list of the commercial analytics from another. */
export interface RowTable<Row extends object, Field extends string> {
  readonly send: (http: Http, init: PageInit<Field>) => Promise<unknown>;
  readonly readRow: (row: unknown, ctx: DecodeContext) => Row;
}

/** How to receive the answer. */
interface Receiving<Result> extends Pick<CallRequest, 'takeBody'> {
  readonly read: (answer: Answer) => Result | Promise<Result>;
}

/** What the caller chose, bound to the walk's snapshot. */
export function boundTo<Field extends string>(
  { chosen }: Pick<CommercialList<Field>, 'chosen'>,
  { snapshot, top }: UsagePosition,
) {
  return { ...chosen, processedDateTime: chosen.processedDateTime ?? snapshot ?? undefined, top };
}

/** Asks for the page at a position. */
export function askForPage<Field extends string, Result>(
  list: CommercialList<Field>,
  send: RowTable<object, Field>['send'],
  position: UsagePosition,
  abortSignal: AbortSignal,
  { read, takeBody }: Receiving<Result>,
): Promise<Result> {
  const { client, operation, options, prefixes } = list;
  const { baseUrl, throttle } = client.options;
  const { skip, link } = position;
  const query = defined({ ...boundTo(list, position), skip: skip === 0 ? undefined : skip });
  return prefixes.run((prefix) => {
    const sendPage: Send = (http, init) =>
      send(http, {
        ...init,
        baseUrl: `${baseUrl}${prefix}`,
        querySerializer: (own) => serialiseQuery({ ...withoutNamesOf(own, link), ...own }),
        params: { query },
      });
    const request = {
      operation,
      throttleKeys: throttleKeys(throttle),
      send: sendPage,
      ...defined({ takeBody }),
    };
    return call(client, request, { ...options, abortSignal }, read);
  });
}
