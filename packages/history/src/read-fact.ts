import { HistoryError } from './history-error.ts';
import { kinds, type HistoryKind } from './kinds.ts';

/** A row as a history keeps it. */
export interface Fact {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly active: number;
  readonly qualified: number;
  /** The fields without a column, as JSON; null where there are none. */
  readonly extra: string | null;
}

/** The fields that have a column of their own, for each kind. */
const named: Readonly<Record<HistoryKind, ReadonlySet<string>>> = {
  usage: namesOf('usage'),
  deployment: namesOf('deployment'),
};

export function readFact(row: unknown, kind: HistoryKind): Fact {
  if (!isRecord(row)) throw new HistoryError('input', 'A row is no object. Nothing was recorded.');
  const fields = row;
  const { active, qualified } = kinds[kind];
  return {
    fields,
    active: requireCount(fields, active),
    qualified: requireCount(fields, qualified),
    extra: extraOf(fields, named[kind]),
  };
}

function extraOf(fields: Readonly<Record<string, unknown>>, known: ReadonlySet<string>): string | null {
  let extra: Record<string, unknown> | undefined;
  for (const name in fields) {
    const value = fields[name];
    if (value === undefined || known.has(name)) continue;
    extra ??= {};
    extra[name] = value;
  }
  return extra === undefined ? null : JSON.stringify(extra);
}

function requireCount(fields: Readonly<Record<string, unknown>>, name: string): number {
  const count = fields[name];
  if (typeof count === 'number' && Number.isSafeInteger(count) && count >= 0) return count;
  throw new HistoryError(
    'input',
    `A row has no whole number from 0 as ${name}. Record the rows that the client delivers. Nothing was recorded.`,
  );
}

function namesOf(kind: HistoryKind): ReadonlySet<string> {
  const { customer, line, active, qualified } = kinds[kind];
  return new Set(['serviceCode', 'processedDateTime', ...customer, ...line, active, qualified]);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
