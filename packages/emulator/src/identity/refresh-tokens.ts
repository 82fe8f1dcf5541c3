import type { TokenOptions } from './token-options.ts';

const lifetimeInMs = 90 * 86_400_000;
const issuedForm = /^0\.emulator-(\d+)-(\d+)$/;

export interface RefreshTokens {
  /** A new refresh token. The old one stays usable, as in Entra, until it is 90 days old. */
  issue(): string;
  check(token: string): 'accepted' | 'expired' | 'unknown';
  reset(): void;
}

export function createRefreshTokens(options: TokenOptions, now: () => Date): RefreshTokens {
  let issued = 0;
  return {
    issue() {
      issued += 1;
      return `0.emulator-${issued}-${now().getTime()}`;
    },
    check(token) {
      const [, number, issuedAt] = issuedForm.exec(token) ?? [];
      if (number === undefined) {
        return options.refreshToken === undefined || options.refreshToken === token ? 'accepted' : 'unknown';
      }
      return now().getTime() - Number(issuedAt) < lifetimeInMs ? 'accepted' : 'expired';
    },
    reset() {
      issued = 0;
    },
  };
}
