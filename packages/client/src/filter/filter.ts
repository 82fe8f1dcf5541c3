import { ConfigurationError } from '../errors/configuration-error.ts';
import { filterFields, isFilterField, type FilterField } from '../generated/models.ts';
import { requireWellFormed } from '../input/well-formed.ts';

/**
 * A condition on rows. Made by {@link eq}, {@link ne}, {@link and} and {@link or} only, so its text is well formed
 * whatever the values hold.
 *
 * Source: https://learn.microsoft.com/en-us/partner-center/developer/get-licenses-usage-information
 */
export class Filter<Field extends FilterField = FilterField> {
  readonly #text: string;
  readonly #joinedBy: Operator | undefined;
  /** The fields that are compared: deployment rows don't have all of those of usage rows. */
  readonly fields: readonly Field[];

  constructor(text: string, fields: readonly Field[], joinedBy?: Operator) {
    this.#text = text;
    this.fields = fields;
    this.#joinedBy = joinedBy;
  }

  /** The condition in the service's syntax, not yet percent-encoded. */
  toString(): string {
    return this.#text;
  }

  /** The text as an operand, in parentheses where it would read differently without. */
  asOperandOf(operator: Operator): string {
    return this.#joinedBy === undefined || this.#joinedBy === operator ? this.#text : `(${this.#text})`;
  }
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

/** All of the conditions hold. */
export function and<Field extends FilterField>(
  first: Filter<Field>,
  ...others: readonly Filter<Field>[]
): Filter<Field> {
  return join('and', [first, ...others]);
}

/** At least one of the conditions holds. */
export function or<Field extends FilterField>(
  first: Filter<Field>,
  ...others: readonly Filter<Field>[]
): Filter<Field> {
  return join('or', [first, ...others]);
}

function compare<Field extends FilterField>(
  operator: 'eq' | 'ne',
  field: Field,
  value: string,
): Filter<Field> {
  if (!isFilterField(field)) {
    throw new ConfigurationError({
      argument: `${operator}(field)`,
      expected: `one of ${filterFields.join(', ')}`,
      received: field,
      example: `${operator}('workloadCode', 'EXO')`,
    });
  }
  const text = requireWellFormed(`${operator}(value)`, value, `${operator}('workloadCode', 'EXO')`);
  return new Filter(`${field} ${operator} '${text.replaceAll("'", "''")}'`, [field]);
}

function join<Field extends FilterField>(
  operator: Operator,
  filters: readonly Filter<Field>[],
): Filter<Field> {
  const stranger = filters.findIndex((filter) => !(filter instanceof Filter));
  if (stranger !== -1) {
    throw new ConfigurationError({
      argument: `${operator}(…)`,
      expected: 'conditions made by eq, ne, and, or',
      received: filters[stranger],
      example: `${operator}(eq('workloadCode', 'EXO'), eq('channel', 'reseller'))`,
    });
  }
  const [only, another] = filters;
  if (only !== undefined && another === undefined) return only;
  return new Filter(
    filters.map((filter) => filter.asOperandOf(operator)).join(` ${operator} `),
    filters.flatMap(({ fields }) => fields),
    operator,
  );
}
