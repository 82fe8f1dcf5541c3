import { AuthenticationError } from '../errors/authentication-error.ts';
import { needsNewRefreshToken } from './entra-advice.ts';

interface Refusal {
  readonly refreshToken: string;
  readonly error: AuthenticationError;
  readonly endsAt: number;
}

/** How long a refusal that an administrator can lift is remembered. */
const passingRefusalInMs = 300_000;
const mostRefusals = 16;

/** Remembers which refresh tokens were refused. */
export class RememberedRefusals {
  /** Keyed by scope and claims: a refresh token may be refused for one and accepted for another. */
  readonly #refusals = new Map<string, Refusal>();

  /** The refusal of this token, for as long as it is known to hold. */
  find(key: string, refreshToken: string, now: number): AuthenticationError | undefined {
    const refusal = this.#refusals.get(key);
    return refusal?.refreshToken === refreshToken && now < refusal.endsAt ? refusal.error : undefined;
  }

  add(key: string, refreshToken: string, error: AuthenticationError, now: number): void {
    if (this.#refusals.size >= mostRefusals) this.#refusals.clear();
    const endsAt = needsNewRefreshToken(error.code) ? Infinity : now + passingRefusalInMs;
    this.#refusals.set(key, { refreshToken, error, endsAt });
  }
}

/** Whether the token endpoint refused the refresh token. */
export function isInvalidGrant(error: unknown): error is AuthenticationError {
  return error instanceof AuthenticationError && error.error === 'invalid_grant';
}
