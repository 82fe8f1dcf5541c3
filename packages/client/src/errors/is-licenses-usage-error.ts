import type { ResponseFormatError } from './response-format-error.ts';
import type { ServiceError } from './service-error.ts';
import type { AuthenticationError } from './authentication-error.ts';
import type { ConfigurationError } from './configuration-error.ts';
import { marker } from './licenses-usage-error.ts';
import type { TransportError } from './transport-error.ts';
import type { ThrottleError } from './throttle-error.ts';
import type { TimeoutError } from './timeout-error.ts';

/** Every error class of this package. `name` tells them apart, so that a `switch` over it narrows. */
export type AnyLicensesUsageError =
  | AuthenticationError
  | ConfigurationError
  | ResponseFormatError
  | ServiceError
  | ThrottleError
  | TimeoutError
  | TransportError;

/**
 * Whether `value` is an error of this package, even when another installed copy threw it. Prefer it to `instanceof`.
 *
 * @example
 * if (isLicensesUsageError(error) && error.name === 'ServiceError') console.log(error.status);
 */
export function isLicensesUsageError(value: unknown): value is AnyLicensesUsageError {
  return typeof value === 'object' && value !== null && marker in value;
}
