import { LicensesUsageError, type ErrorOptionsOf } from './licenses-usage-error.ts';

/**
 * No access token could be acquired. The token endpoint refused, did not answer or gave an unusable answer, or the
 * refresh token could not be loaded or saved. Source:
 * https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes
 */
export class AuthenticationError extends LicensesUsageError {
  override readonly name = 'AuthenticationError';
  /** Entra's own code, such as `AADSTS50076`, or else the OAuth code. Microsoft may split a code at any time. */
  declare readonly code: string | undefined;
  /** The OAuth 2.0 code, such as `invalid_grant`: the one that programs should react to, according to Entra's page. */
  declare readonly error: string | undefined;
  /** The token endpoint's own words, without code, ids and secrets. At most 1,024 characters. */
  declare readonly description: string | undefined;
  /** The HTTP status. Absent when no answer came back. */
  declare readonly status: number | undefined;
  /** Identifies the request at Entra. */
  declare readonly traceId: string | undefined;
  /** Identifies the request across Entra's components. */
  declare readonly correlationId: string | undefined;
  /** What the user has to prove, as JSON text to pass as `claims` to the next interactive sign-in. */
  declare readonly claims: string | undefined;
  /**
   * How long to wait before the next request for a token, in milliseconds: as long as the endpoint asked, or at least
   * 30,000 when its `Retry-After` can't be read. `undefined` when the endpoint did not ask.
   */
  declare readonly retryAfterInMs: number | undefined;

  /** @internal */
  constructor(options: Partial<ErrorOptionsOf<AuthenticationError>> & { readonly message: string }) {
    const { message, cause, code, error, description, status, traceId, correlationId, claims } = options;
    const { retryAfterInMs } = options;
    const facts = { code, error, description, status, traceId, correlationId, claims, retryAfterInMs };
    super(message, facts, cause);
  }
}
