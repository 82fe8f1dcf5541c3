import { ByteWindows } from './stream/byte-windows.ts';
import { readRows } from '../decode/collection.ts';
import { readEnvelope } from '../decode/envelope.ts';
import type { DecodeContext } from '../decode/decode-context.ts';
import type { ClientContext } from '../call/client-context.ts';
import type { Answer } from '../call/operation.ts';
import { defined } from '../call/defined.ts';
import { isOfAnotherWhole, placeOf } from './next-position.ts';
import type { PageContext } from './itinerary.ts';
import { PageStream } from './stream/page-stream.ts';
import type { Walks } from './paged-iterator.ts';
import type { PageEnd } from './stream/row-reader.ts';
import type { PageStep } from './row-stream.ts';
import { requireSnapshot, SnapshotTally } from './snapshot.ts';
import type { UsagePosition } from './usage-position.ts';
import { createWalks } from './walk.ts';
import { pointerTo, readNextPosition, rowKeys } from './commercial-envelope.ts';
import type { CommercialList, CommercialPage } from './commercial-list.ts';
import { askForPage, boundTo, type RowTable } from './commercial-request.ts';
import { createForesight } from './foresight.ts';

type Context = PageContext<UsagePosition>;

/** What a page says beside its rows. */
interface PageNews extends Omit<CommercialPage<object>, 'items'> {
  readonly next: UsagePosition | undefined;
}

/** Walks over a list whose pages are found by `skip`, by a link, or by both. */
export function walkCommercialList<Row extends object, Field extends string>(
  list: CommercialList<Field>,
  { readRow }: RowTable<Row>,
): Walks<Row, CommercialPage<Row>, UsagePosition> {
  const { client, chosen, options, tokenOf } = list;
  const { maxBodySizeInBytes, rowBatches } = client.options;
  const windows = windowsOf(client);
  const foresight = createForesight(chosen.processedDateTime !== undefined);

  const readPage = ({ body, ctx }: Answer) => {
    const envelope = readEnvelope(body, rowKeys, ctx);
    return { ctx, envelope, items: readRows(envelope.rows, readRow, ctx) };
  };

  /** Reads what stands around the rows of a page, which were read to the end. */
  function conclude(
    position: UsagePosition,
    { ctx, envelope, rowCount }: PageEnd,
    tally: SnapshotTally,
    context: Context,
  ): PageNews {
    const { top } = position;
    const asked = { list, parameters: boundTo(list, position), top };
    const next = readNextPosition(envelope, rowCount, position, asked, ctx);
    foresight.learn(position, rowCount, envelope.totalCount);
    const snapshot = position.snapshot === undefined ? tally.snapshot : position.snapshot;
    const following = next && { ...next, top, snapshot };
    if (following !== undefined && context.wasAt(following)) {
      const pointer = pointerTo('nextLink', envelope, ctx);
      return ctx.failAt(pointer, 'a link to a further page', 'a link to a page that was there before');
    }
    const continuationToken = following && tokenOf(following);
    const { totalCount } = envelope;
    return { next: following, context: ctx.context, ...defined({ totalCount, continuationToken }) };
  }

  /** Rows of a page that was bound to a snapshot have to be of that one. */
  function check(
    rows: readonly Row[],
    { snapshot }: UsagePosition,
    ctx: DecodeContext,
    firstIndex: number,
  ): void {
    if (typeof snapshot === 'string') requireSnapshot(rows, snapshot, ctx, firstIndex);
  }

  /** Asks for a page whose rows are handed out while it comes in. */
  function openStream(position: UsagePosition, context: Context) {
    const { abortSignal } = context;
    const tally = new SnapshotTally();
    const onRows = (rows: readonly Row[], ctx: DecodeContext, firstIndex: number) => {
      check(rows, position, ctx, firstIndex);
      tally.add(rows);
    };
    const { delivered } = position;
    const maxSizeInBytes = maxBodySizeInBytes;
    const reading = { rowKeys, readRow, onRows, windows, maxSizeInBytes, delivered, abortSignal };
    const stream = new PageStream<Row>(reading);
    const step = askForPage(list, position, abortSignal, {
      streamBody: (...body) => stream.takeBody(...body),
      async read(answer) {
        if (answer.body === undefined) return conclude(position, await stream.end, tally, context);
        const { ctx, envelope, items } = readPage(answer);
        onRows(items, ctx, 0);
        const news = conclude(position, { ctx, envelope, rowCount: items.length }, tally, context);
        stream.settleWhole(items);
        return news;
      },
    });
    step.then(
      () => stream.release(),
      (reason: unknown) => stream.fail(reason),
    );
    return { stream, step };
  }

  /** The rest of a page of which rows were handed out before. */
  async function fetchRest(position: UsagePosition, context: Context): Promise<Step<Row>> {
    const { stream, step } = openStream(position, context);
    const items: Row[] = [];
    for (let rows = await stream.read(); rows !== undefined; rows = await stream.read()) items.push(...rows);
    return stepOf(items, await step);
  }

  /** The services within one answer may be of different dates: if binding the walk lost rows, it is unbound again. */
  async function fetchWhole(start: UsagePosition, context: Context): Promise<Step<Row>> {
    const fetch = async (position: UsagePosition) => {
      const page = await askForPage(list, position, context.abortSignal, { read: readPage });
      return { ...page, position };
    };
    let page = await fetch(start);
    const isBound = chosen.processedDateTime === undefined && typeof start.snapshot === 'string';
    if (isBound && isOfAnotherWhole(start, page.envelope.totalCount))
      page = await fetch({ ...start, snapshot: null });
    const { ctx, envelope, items, position } = page;
    check(items, position, ctx, 0);
    const tally = new SnapshotTally();
    tally.add(items);
    return stepOf(items, conclude(position, { ctx, envelope, rowCount: items.length }, tally, context));
  }

  return createWalks<Row, CommercialPage<Row>, UsagePosition>({
    abortSignal: options.abortSignal,
    prefetchPages: options.prefetchPages,
    placeOf,
    tokenOf,
    foresee: foresight.foresee,
    fetchPage: (position, context) =>
      position.delivered === undefined ? fetchWhole(position, context) : fetchRest(position, context),
    openPage(position, context) {
      const isStreamed = rowBatches && foresight.isSettled(position);
      if (!isStreamed && position.delivered === undefined) return undefined;
      const { stream, step } = openStream(position, context);
      return {
        // What the rows fail of, the call has to end with before the walk ends the call.
        read: () =>
          stream.read().catch(async (reason: unknown) => Promise.reject(await step.then(() => reason))),
        step,
        resumeAt: () =>
          stream.delivered === undefined ? position : { ...position, delivered: stream.delivered },
      };
    },
  });
}

const windowsOfClients = new WeakMap<ClientContext, ByteWindows>();

/** Each client has its own: nothing that came for one partner lies where another's comes. */
function windowsOf(client: ClientContext): ByteWindows {
  const known = windowsOfClients.get(client);
  if (known !== undefined) return known;
  const made = new ByteWindows();
  windowsOfClients.set(client, made);
  return made;
}

type Step<Row> = PageStep<CommercialPage<Row>, UsagePosition>;

function stepOf<Row>(items: Row[], { next, ...news }: PageNews): Step<Row> {
  return { page: { items, ...news }, next };
}
