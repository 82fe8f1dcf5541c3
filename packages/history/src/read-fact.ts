import { HistoryError } from './history-error.ts';
import { kinds, type HistoryKind } from './kinds.ts';
import type { Fields } from './tuples.ts';

/** A row as a history keeps it. */
export interface Fact {
  readonly fields: Fields;
  readonly active: number;
  readonly qualified: number;
  /** The fields without a column, as JSON; null if there are none. */
  readonly extra: string | null;
}

/** The fields with a column of their own, for each kind. */
const named: Readonly<Record<HistoryKind, ReadonlySet<string>>> = {
  usage: namesOf('usage'),
  deployment: namesOf('deployment'),
};

/** What reads the rows of one snapshot after another. */
export function createFactReader(kind: HistoryKind): (row: unknown) => Fact {
  const { active, qualified } = kinds[kind];
  /** Those of the last row without unknown fields, in its order: the next row has the same, mostly. */
  let usual: readonly string[] = [];

  function extraOf(fields: Fields): string | null {
    let count = 0;
    for (const name in fields) {
      if (name !== usual[count]) return lookForExtra(fields);
      count += 1;
    }
    return null;
  }

  function lookForExtra(fields: Fields): string | null {
    const names = Object.keys(fields);
    const unknown = names.filter((name) => fields[name] !== undefined && !named[kind].has(name));
    if (unknown.length > 0)
      return JSON.stringify(Object.fromEntries(unknown.map((name) => [name, fields[name]])));
    usual = names.every((name) => named[kind].has(name)) ? names : usual;
    return null;
  }

  return (row) => {
    if (!isRecord(row)) throw new HistoryError('input', 'A row is not an object. Nothing was recorded.');
    return {
      fields: row,
      active: requireCount(row, active),
      qualified: requireCount(row, qualified),
      extra: extraOf(row),
    };
  };
}

function requireCount(fields: Fields, name: string): number {
  const count = fields[name];
  if (typeof count === 'number' && Number.isSafeInteger(count) && count >= 0) return count;
  throw new HistoryError(
    'input',
    `A row has no whole number from 0 as ${name}. Record the rows that the client delivers. Nothing was recorded.`,
  );
}

function namesOf(kind: HistoryKind): ReadonlySet<string> {
  const { customer, line, active, qualified } = kinds[kind];
  return new Set([
    'serviceCode',
    'processedDateTime',
    ...customer.columns,
    ...line.columns,
    active,
    qualified,
  ]);
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
