import { refuse } from '../errors/configuration-error.ts';
import { filterFields, type FilterField } from '../generated/models.ts';

const halfCharacter = /\p{Surrogate}/u;

/** Requires text that is valid in a URL: without lone surrogates. */
export function requireWellFormed(argument: string, value: unknown, example: string): string {
  if (typeof value === 'string' && !halfCharacter.test(value)) return value;
  return refuse(argument, 'well-formed text', value, example);
}

/** Shared by every copy of this package in a process. */
const marker = Symbol.for('@licenses-usage/client/filter');

/**
 * A condition on rows. Only {@link eq}, {@link ne}, {@link and} and {@link or} make one, so its text is well formed
 * whatever the values hold.
 *
 * Source: https://learn.microsoft.com/en-us/partner-center/developer/get-licenses-usage-information
 */
export interface Filter<Field extends FilterField = FilterField> {
  /** The fields that the condition compares. Deployment rows have fewer fields than usage rows. */
  readonly fields: readonly Field[];
  /** The condition in the service's syntax, not yet percent-encoded. */
  toString(): string;
  /** The condition as an operand, in parentheses where they are needed. */
  asOperandOf(operator: Operator): string;
}

function createFilter<Field extends FilterField>(
  text: string,
  fields: readonly Field[],
  joinedBy?: Operator,
): Filter<Field> {
  const filter: Filter<Field> = {
    fields,
    toString: () => text,
    asOperandOf: (operator) => (joinedBy === undefined || joinedBy === operator ? text : `(${text})`),
  };
  return Object.defineProperty(filter, marker, { value: true });
}

/** Whether `value` is a condition, even when another installed copy of this package made it. */
export function isFilter(value: unknown): value is Filter {
  return typeof value === 'object' && value !== null && marker in value;
}

/** Whether the rows of some list can be filtered by a field of this name. */
export function isFilterField(value: unknown): value is FilterField {
  return filterFields.some((field) => field === value);
}

type Operator = 'and' | 'or';

/** The field has this value. The service may compare case: write values as rows show them. */
export function eq<Field extends FilterField>(field: Field, value: string): Filter<Field> {
  return compare('eq', field, value);
}

/** The field has any other value. */
export function ne<Field extends FilterField>(field: Field, value: string): Filter<Field> {
  return compare('ne', field, value);
}

/**
 * All of the conditions hold.
 * @throws {ConfigurationError} when there is none.
 */
export function and<Field extends FilterField>(...conditions: readonly Filter<Field>[]): Filter<Field> {
  return join('and', conditions);
}

/**
 * At least one of the conditions holds.
 * @throws {ConfigurationError} when there is none.
 */
export function or<Field extends FilterField>(...conditions: readonly Filter<Field>[]): Filter<Field> {
  return join('or', conditions);
}

function compare<Field extends FilterField>(
  operator: 'eq' | 'ne',
  field: Field,
  value: string,
): Filter<Field> {
  if (!isFilterField(field)) {
    return refuse(
      `${operator}(field)`,
      `one of ${filterFields.join(', ')}`,
      field,
      `${operator}('workloadCode', 'EXO')`,
    );
  }
  const text = requireWellFormed(`${operator}(value)`, value, `${operator}('workloadCode', 'EXO')`);
  return createFilter(`${field} ${operator} '${text.replaceAll("'", "''")}'`, [field]);
}

function join<Field extends FilterField>(
  operator: Operator,
  filters: readonly Filter<Field>[],
): Filter<Field> {
  const stranger = filters.findIndex((filter) => !isFilter(filter));
  const [only, another] = filters;
  if (only === undefined || stranger !== -1) {
    return refuse(
      `${operator}(…)`,
      'at least one condition, each made by eq, ne, and, or',
      stranger === -1 ? [] : filters[stranger],
      `${operator}(eq('workloadCode', 'EXO'), eq('channel', 'reseller'))`,
    );
  }
  if (another === undefined) return only;
  return createFilter(
    filters.map((filter) => filter.asOperandOf(operator)).join(` ${operator} `),
    filters.flatMap(({ fields }) => fields),
    operator,
  );
}
