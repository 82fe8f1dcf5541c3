import type { CustomerFailure, Fleet, FleetProgress } from '@licenses-usage/fleet';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '../context.ts';
import { print } from '../output/destination.ts';
import { createPaint } from '../output/paint.ts';
import { formatTable } from '../output/table.ts';
import { note, widthOf } from '../output/terminal.ts';
import { describeFailures, describeQueue, workerColumns, workerRows } from './status.ts';

export interface ShowStatusOptions {
  readonly format: 'table' | 'json';
  readonly once?: true;
  readonly quiet?: true;
}

/** How many failed customers the table names, because their messages are long. */
const failuresShown = 5;

/** Shows the queue and its workers: once, or on a terminal repeatedly until the scan is done or the user stops. */
export async function showStatus(
  fleet: Pick<Fleet, 'deadLetters' | 'status'>,
  options: ShowStatusOptions,
  context: Context,
  refreshInMs = 1000,
): Promise<void> {
  const { format, once: isOnce = false } = options;
  if (format === 'json') {
    const status = { ...(await fleet.status()), deadLetters: await firstFailures(fleet, Infinity) };
    return print(`${JSON.stringify(status, null, 2)}\n`, context);
  }
  const isRefreshed = context.stdout.isTTY === true && !isOnce && context.env['TERM'] !== 'dumb';
  let shownLines = 0;
  let dropped: readonly string[] = [];
  for (;;) {
    const progress = await fleet.status();
    dropped = [];
    const failures = progress.failed > 0 ? await firstFailures(fleet, failuresShown) : [];
    const text = await render(progress, failures, context, (titles) => (dropped = titles));
    await print(`${backOver(shownLines)}${text}`, context);
    if (!isRefreshed || progress.done) break;
    shownLines = text.split('\n').length - 1;
    const { abortSignal } = context;
    await sleep(refreshInMs, undefined, { signal: abortSignal }).catch(() => abortSignal.throwIfAborted());
  }
  if (dropped.length > 0) {
    note(`No room for: ${dropped.join(', ')}. --format json has everything.`, options, context);
  }
}

async function firstFailures(fleet: Pick<Fleet, 'deadLetters'>, most: number): Promise<CustomerFailure[]> {
  const failures: CustomerFailure[] = [];
  for await (const failure of fleet.deadLetters()) if (failures.push(failure) >= most) break;
  return failures;
}

async function render(
  progress: FleetProgress,
  failures: readonly CustomerFailure[],
  context: Context,
  onDropped: (titles: readonly string[]) => void,
): Promise<string> {
  const look = { width: widthOf(context), paint: createPaint(context, context.stdout) };
  const queue = describeQueue(progress, Date.now(), look);
  const head =
    failures.length === 0 ? queue : `${queue}\n${describeFailures(failures, progress.failed, look)}`;
  const rows = workerRows(progress, Date.now());
  if (rows.length === 0) return `${head}\n`;
  let table = '';
  for await (const chunk of formatTable(once(rows), workerColumns, { ...look, onDropped })) table += chunk;
  return `${head}\n\n${table}`;
}

async function* once<Value>(value: Value): AsyncGenerator<Value> {
  yield value;
}

/** Moves the cursor up to the first of these lines, and clears from there. */
function backOver(lines: number): string {
  return lines === 0 ? '' : `\u001B[${lines}A\u001B[0J`;
}
