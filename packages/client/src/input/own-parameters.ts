import { refuse } from '../errors/configuration-error.ts';
import { requireHeaderValue } from './headers.ts';
import { defined, type IntegerRange, requireInteger } from './values.ts';
import { requireWellFormed } from '../filter/filter.ts';

/** The values that an operation's own parameter accepts. */
export interface ParameterRule {
  readonly type: 'text' | 'integer' | 'number' | 'boolean' | 'CustomersFilter';
  /** The least number. */
  readonly min?: number;
  /** The greatest number. */
  readonly max?: number;
  /** The only texts that are accepted. */
  readonly values?: readonly string[];
  /** The header in which it is sent. Default: none; it is sent in the query, under its own name. */
  readonly header?: string;
}

/** Rules, keyed by the caller's name for the parameter. */
export type ParameterRules = Readonly<Record<string, ParameterRule>>;

/** A filter on the company name of customers. */
export interface CustomersFilter {
  readonly field: 'CompanyName';
  readonly operator: 'starts_with';
  /** The start of the name; not empty. */
  readonly value: string;
}

/** Parameters that only some operations have, as they are sent. */
export interface OwnParameters {
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  /** The callers' names of all that may be given. */
  readonly names: readonly string[];
}

/**
 * Checks the parameters that have rules and returns them as they are sent. Others are left out.
 * @throws {ConfigurationError} naming the first one at fault.
 */
export function resolveOwnParameters(
  argument: string,
  given: object | undefined,
  rules: ParameterRules = {},
): OwnParameters {
  const values = new Map<string, unknown>(Object.entries(given ?? {}));
  const query: Record<string, unknown> = {};
  const headers: Record<string, string> = {};
  for (const [name, rule] of Object.entries(rules)) {
    const value = values.get(name);
    if (value === undefined) continue;
    const place = `${argument}.${name}`;
    const checked = requireParameter(place, value, rule);
    if (rule.header === undefined) query[name] = checked;
    else headers[rule.header] = requireHeaderValue(place, String(checked), 'text');
  }
  return { query, headers, names: Object.keys(rules) };
}

function requireParameter(argument: string, value: unknown, rule: ParameterRule): unknown {
  const { type, min = -Number.MAX_VALUE, max = Number.MAX_VALUE, values } = rule;
  if (type === 'CustomersFilter') return serialiseCustomersFilter(argument, value);
  if (type === 'integer') return requireInteger(argument, value, integerRange(rule));
  if (type === 'number' && typeof value === 'number' && value >= min && value <= max) return value;
  if (type === 'boolean' && typeof value === 'boolean') return value;
  const isText = type === 'text' && typeof value === 'string' && value !== '';
  if (isText && values === undefined) return requireWellFormed(argument, value, `'text'`);
  if (isText && values?.includes(value)) return value;
  return refuse(
    argument,
    describeRule(rule),
    value,
    values?.[0] === undefined ? exampleOf(type) : `'${values[0]}'`,
  );
}

function integerRange({ min = Number.MIN_SAFE_INTEGER, max }: ParameterRule): IntegerRange {
  return { min, example: Math.max(min, 1), ...defined({ max }) };
}

function describeRule({ type, min, max, values }: ParameterRule): string {
  if (values !== undefined) return `one of ${values.join(', ')}`;
  if (type === 'number') return `a number from ${min ?? '-∞'} to ${max ?? '∞'}`;
  return type === 'boolean' ? 'true or false' : 'text that is not empty';
}

function exampleOf(type: ParameterRule['type']): string {
  if (type === 'number') return '1';
  return type === 'boolean' ? 'true' : `'text'`;
}

function serialiseCustomersFilter(argument: string, filter: unknown): string {
  if (typeof filter === 'object' && filter !== null) {
    const { field, operator, value }: Partial<Record<keyof CustomersFilter, unknown>> = filter;
    if (field === 'CompanyName' && operator === 'starts_with' && typeof value === 'string' && value !== '')
      return JSON.stringify({ Field: field, Value: value, Operator: operator });
  }
  return refuse(
    argument,
    'field CompanyName, operator starts_with and a value that is not empty',
    filter,
    `{ field: 'CompanyName', operator: 'starts_with', value: 'Con' }`,
  );
}
