import type { DecodeContext } from '../decode/decode-context.ts';
import { call } from '../call/call.ts';
import { defined } from '../call/defined.ts';
import type { CallRequest } from '../call/operation.ts';
import { operations } from '../generated/operations.ts';
import { withoutNamesOf } from './next-link.ts';
import type { UsagePosition } from './usage-position.ts';
import { throttleKeys } from '../throttle/throttle-options.ts';
import type { CommercialList } from './commercial-list.ts';

/** What tells one list of the commercial analytics from another. */
export interface RowTable<Row extends object> {
  readonly readRow: (row: unknown, ctx: DecodeContext) => Row;
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
  position: UsagePosition,
  abortSignal: AbortSignal,
  { read, streamBody }: Pick<CallRequest<Result>, 'read' | 'streamBody'>,
): Promise<Result> {
  const { client, operation, options, prefixes } = list;
  const { skip, link } = position;
  const own = defined({ ...boundTo(list, position), skip: skip === 0 ? undefined : skip });
  return prefixes.run((pathPrefix) =>
    call(
      client,
      operations[operation],
      {
        pathPrefix,
        query: { ...withoutNamesOf(own, link), ...own },
        throttleKeys: throttleKeys(client.options.throttle),
        read,
        ...defined({ streamBody }),
      },
      { ...options, abortSignal },
    ),
  );
}
