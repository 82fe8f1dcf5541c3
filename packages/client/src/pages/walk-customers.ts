import { readRows } from '../decode/collection.ts';
import { readCustomer } from '../generated/list-decoders.ts';
import type { Customer } from '../generated/models.ts';
import { readEnvelope } from '../decode/envelope.ts';
import { call } from '../call/call.ts';
import type { Answer } from '../call/operation.ts';
import { defined } from '../call/defined.ts';
import { operations } from '../generated/operations.ts';
import { withoutNamesOf } from './next-link.ts';
import { nextSeekPosition, placeOf, seekNext } from './next-seek-position.ts';
import type { Walks } from './paged-iterator.ts';
import type { SeekPosition } from './seek-position.ts';
import { createWalks } from './walk.ts';
import { throttleKeys } from '../throttle/throttle-options.ts';
import type { CustomersList, CustomersPage } from '../operations/list-customers.ts';

/** Walks over customers, whose next page is named by a token. */
export function walkCustomers({
  client,
  filter,
  options,
  tokenOf,
}: CustomersList): Walks<Customer, CustomersPage, SeekPosition> {
  const { baseUrl, throttle } = client.options;

  const ask = ({ size, seekToken, link }: SeekPosition, abortSignal: AbortSignal) => {
    const own = defined({ size, filter, seekOperation: seekToken === undefined ? undefined : seekNext });
    const request = {
      query: { ...withoutNamesOf(own, link), ...own },
      throttleKeys: throttleKeys(throttle),
      ...(seekToken !== undefined && { ownHeaders: { 'MS-ContinuationToken': seekToken } }),
      read: readPage,
    };
    return call(client, operations.listCustomers, request, { ...options, abortSignal });
  };

  return createWalks<Customer, CustomersPage, SeekPosition>({
    abortSignal: options.abortSignal,
    prefetchPages: options.prefetchPages,
    placeOf,
    tokenOf,
    async fetchPage(position, { abortSignal, wasAt }) {
      const { ctx, envelope, items } = await ask(position, abortSignal);
      const next = nextSeekPosition(envelope.body, position, { filter, baseUrl }, ctx);
      if (next !== undefined && wasAt(next)) {
        return ctx.failAt(
          '/links/next',
          'a link to a further page',
          'a link to a page that was there before',
        );
      }
      const continuationToken = next === undefined ? undefined : tokenOf(next);
      const { totalCount } = envelope;
      return { page: { items, context: ctx.context, ...defined({ totalCount, continuationToken }) }, next };
    },
  });
}

function readPage({ body, ctx }: Answer) {
  const envelope = readEnvelope(body, ['items', 'value'], ctx);
  return { ctx, envelope, items: readRows(envelope.rows, readCustomer, ctx) };
}
