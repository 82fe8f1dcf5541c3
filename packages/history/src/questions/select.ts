import { HistoryError } from '../history-error.ts';
import { columnsOf, kinds, type HistoryField, type HistoryKind } from '../kinds.ts';
import type { SqlValue, TenantIdCase } from '../store.ts';

/**
 * A selection of rows: one value or several for each field. Values match ids and names, in any case. A value of `customer` in the
 * form of a tenant id matches ids only.
 */
export type HistoryWhere = {
  readonly [Field in HistoryField | 'partner']?: string | readonly string[] | undefined;
};

/** The options of every question. */
export interface Asked {
  /** Default: `usage`. */
  readonly kind?: HistoryKind | undefined;
  /** Which rows. Default: all of the kind. */
  readonly where?: HistoryWhere | undefined;
  /** Leaves these rows out. */
  readonly except?: HistoryWhere | undefined;
}

/** Two counts and their percentage. */
export interface Share {
  /** Active licences; deployed ones for deployment. */
  readonly active: number;
  /** Qualified licences; sold ones for deployment. */
  readonly qualified: number;
  /** 100 × active ÷ qualified, which may exceed 100; null when nothing is qualified. */
  readonly percent: number | null;
}

/** The subject of a figure. Has only the requested fields. */
export type Subject = {
  /** The partner of the rows. */
  readonly partner: string;
} & {
  /** The id and the name of each requested field; null when the service did not say. */
  readonly [Field in HistoryField]?: {
    /** In the service's spelling; `null` when it did not say. */
    readonly id: string | null;
    /** The display name, or the id if the field has no name. */
    readonly name: string | null;
  };
};

export type Row = Readonly<Record<string, unknown>>;

/**
 * The rows that a question is about, as a condition of SQL.
 * @param values Get those of its parameters.
 * @param tenantIdCase How the rows write tenant ids.
 */
export function conditionsFor(
  { where = {}, except = {} }: Asked,
  kind: HistoryKind,
  values: SqlValue[],
  tenantIdCase: TenantIdCase,
): string {
  const conditions = (argument: 'where' | 'except', selected: HistoryWhere) =>
    conditionsOf(selected, argument, { kind, values, tenantIdCase });
  const all = [
    ...conditions('where', where),
    // What is compared with null is neither the same nor another one.
    ...conditions('except', except).map((it) => `not coalesce(${it}, false)`),
  ];
  return all.length === 0 ? '' : `where ${all.join(' and ')}`;
}

interface Conditions {
  readonly kind: HistoryKind;
  readonly values: SqlValue[];
  readonly tenantIdCase: TenantIdCase;
}

function conditionsOf(selected: HistoryWhere, argument: string, conditions: Conditions): string[] {
  const { kind } = conditions;
  return Object.entries(selected).flatMap(([field, value]) => {
    if (value === undefined) return [];
    const columns = columnsFor(field, kind);
    if (columns === undefined)
      throw refuse(`${argument}.${field}`, `one of partner, ${kinds[kind].fields.join(', ')}`);
    const texts = typeof value === 'string' ? [value] : value;
    if (!Array.isArray(texts) || texts.length === 0)
      throw refuse(`${argument}.${field}`, 'a text, or a list of texts that is not empty');
    const parts = texts.flatMap((text: unknown) => {
      if (typeof text !== 'string') throw refuse(`${argument}.${field}`, 'a text, or a list of texts');
      return field === 'customer' && tenantId.test(text)
        ? sameTenant(text, conditions)
        : sameText(text, columns, conditions);
    });
    return [`(${parts.join(' or ')})`];
  });
}

function sameText(text: string, columns: readonly string[], { values }: Conditions): string[] {
  values.push(text);
  return columns.map((column) => `lower(${quote(column)}) = lower($${values.length})`);
}

const tenantId = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;

/** A plain comparison, where that is enough: DuckDB skips the row groups that can't have such an id. */
function sameTenant(id: string, conditions: Conditions): string[] {
  const { tenantIdCase, values } = conditions;
  if (tenantIdCase === 'mixed') return sameText(id, ['customerTenantId'], conditions);
  values.push(tenantIdCase === 'lower' ? id.toLowerCase() : id.toUpperCase());
  return [`"customerTenantId" = $${values.length}`];
}

function columnsFor(field: string, kind: HistoryKind): readonly string[] | undefined {
  if (field === 'partner') return ['partner'];
  const known = kinds[kind].fields.find((name) => name === field);
  return known === undefined ? undefined : [...new Set([columnsOf[known].id, columnsOf[known].name])];
}

export function shareOf(row: Row, side: '' | 'before' | 'after'): Share {
  const active = Number(row[side === '' ? 'active' : `${side}Active`]);
  const qualified = Number(row[side === '' ? 'qualified' : `${side}Qualified`]);
  return { active, qualified, percent: qualified === 0 ? null : (100 * active) / qualified };
}

export function subjectOf(row: Row, by: readonly HistoryField[]): Subject {
  const fields = by.map((field) => {
    const { id, name } = columnsOf[field];
    return [field, { id: textOf(row[id]), name: textOf(row[name]) }] as const;
  });
  return { partner: String(row['partner']), ...Object.fromEntries(fields) };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

export function timeOf(value: unknown): string {
  const text = (value instanceof Date ? value : new Date(String(value))).toISOString();
  return text.replace('.000Z', 'Z');
}

export function idsOf(by: readonly HistoryField[]): readonly string[] {
  return by.map((field) => columnsOf[field].id);
}

export function quote(name: string): string {
  return `"${name}"`;
}

export function requireFields(
  argument: string,
  by: readonly HistoryField[],
  kind: HistoryKind,
): readonly HistoryField[] {
  const known: readonly string[] = kinds[kind].fields;
  const isKnown = Array.isArray(by) && by.length > 0 && by.every((field) => known.includes(field));
  if (!isKnown) throw refuse(argument, `a list of ${known.join(', ')}`);
  if (kind === 'usage' && !by.includes('workload'))
    throw refuse(
      argument,
      'a list with workload: one licence qualifies for several workloads, and a sum would count it twice',
    );
  return [...new Set(by)];
}

export function requireTime(argument: string, value: string | Date): number {
  const time =
    value instanceof Date
      ? value.getTime()
      : Date.parse(value.length > 10 && !/[zZ]|[+-]\d\d:?\d\d$/.test(value) ? `${value}Z` : value);
  if (Number.isNaN(time)) throw refuse(argument, `a date such as '2026-11-22', in UTC`);
  // A day without a time means the whole day.
  return typeof value === 'string' && value.length === 10 && argument !== 'since' ? time + 86_399_999 : time;
}

export function requireNumber(argument: string, value: number): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
  throw refuse(argument, 'a number from 0');
}

function refuse(argument: string, expected: string): HistoryError {
  return new HistoryError('input', `${argument}: expected ${expected}. Nothing was asked.`);
}
