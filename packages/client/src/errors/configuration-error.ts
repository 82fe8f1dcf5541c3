import { LicensesUsageError } from './licenses-usage-error.ts';

/** @internal */
export interface ConfigurationErrorOptions {
  /** The option, parameter or query field at fault, as the caller writes it: `customerId`, `query.top`. */
  readonly argument: string;
  readonly expected: string;
  readonly received: unknown;
  /** A value that would have been accepted, as source text. */
  readonly example: string;
  /** Whether a request was sent before the mistake was found. Default: false. */
  readonly wasSent?: boolean;
}

/** Bad input: an option, a parameter or a query field. Nothing was sent, unless the message says so. */
export class ConfigurationError extends LicensesUsageError {
  override readonly name = 'ConfigurationError';
  /** The option, parameter or query field at fault, as the caller writes it: `customerId`, `query.top`. */
  declare readonly argument: string;

  /** @internal */
  constructor({ argument, expected, received, example, wasSent = false }: ConfigurationErrorOptions) {
    const sent = wasSent ? '' : ' Nothing was sent.';
    super(`${argument}: expected ${expected}, received ${describe(received)}.${sent} Example: ${example}`, {
      argument,
    });
  }
}

/** @throws {ConfigurationError} Nothing was sent. */
export function refuse(argument: string, expected: string, received: unknown, example: string): never {
  throw new ConfigurationError({ argument, expected, received, example });
}

const longestExcerpt = 60;

function describe(value: unknown): string {
  if (typeof value === 'string') {
    if (value === '') return 'an empty string';
    const excerpt = value.length > longestExcerpt ? `${value.slice(0, longestExcerpt)}…` : value;
    return JSON.stringify(excerpt);
  }
  if (value === null || ['number', 'boolean', 'undefined'].includes(typeof value)) return String(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'an invalid Date' : value.toISOString();
  if (Array.isArray(value)) return `an array of ${value.length}`;
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
