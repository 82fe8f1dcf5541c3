import type { LicensesUsageField } from '../answer/licenses-usage-row.ts';
import { ConfigurationError } from '../errors/configuration-error.ts';
import { isLicensesUsageField, licensesUsageFields } from '../input/licenses-usage-field.ts';
import { requireWellFormed } from '../input/well-formed.ts';

/**
 * A condition on rows. Made by {@link eq}, {@link ne}, {@link and} and {@link or} only, so its text is well formed
 * whatever the values hold.
 *
 * Source: https://learn.microsoft.com/en-us/partner-center/developer/get-licenses-usage-information
 */
export class Filter {
  readonly #text: string;
  readonly #joinedBy: Operator | undefined;

  constructor(text: string, joinedBy?: Operator) {
    this.#text = text;
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
export function eq(field: LicensesUsageField, value: string): Filter {
  return compare('eq', field, value);
}

/** The field has any other value. */
export function ne(field: LicensesUsageField, value: string): Filter {
  return compare('ne', field, value);
}

/** All of the conditions hold. */
export function and(first: Filter, ...others: readonly Filter[]): Filter {
  return join('and', [first, ...others]);
}

/** At least one of the conditions holds. */
export function or(first: Filter, ...others: readonly Filter[]): Filter {
  return join('or', [first, ...others]);
}

function compare(operator: 'eq' | 'ne', field: LicensesUsageField, value: string): Filter {
  if (!isLicensesUsageField(field)) {
    throw new ConfigurationError({
      argument: `${operator}(field)`,
      expected: `one of ${licensesUsageFields.join(', ')}`,
      received: field,
      example: `${operator}('workloadCode', 'EXO')`,
    });
  }
  const text = requireWellFormed(`${operator}(value)`, value, `${operator}('workloadCode', 'EXO')`);
  return new Filter(`${field} ${operator} '${text.replaceAll("'", "''")}'`);
}

function join(operator: Operator, filters: readonly Filter[]): Filter {
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
  return new Filter(filters.map((filter) => filter.asOperandOf(operator)).join(` ${operator} `), operator);
}
