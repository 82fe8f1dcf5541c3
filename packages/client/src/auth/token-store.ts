import { ConfigurationError } from '../errors/configuration-error.ts';

/**
 * Keeps the refresh token between runs, in a vault. Both methods must settle: nothing goes on before they do.
 */
export interface TokenStore {
  /** Reads the current refresh token. Asked each time one is needed: another process may have stored a newer one. */
  load(): Promise<string>;
  /** Replaces it. The access token that came along is not handed out before this resolves. */
  save(refreshToken: string): Promise<void>;
}

export function requireTokenStore(value: unknown): TokenStore {
  if (isTokenStore(value)) return value;
  throw new ConfigurationError({
    argument: 'tokenStore',
    expected: 'an object with the methods load and save',
    // Whatever was passed may be the token itself.
    received: typeof value === 'object' && value !== null ? {} : typeof value,
    example: '{ load: () => readSecret(), save: (refreshToken) => writeSecret(refreshToken) }',
  });
}

function isTokenStore(value: unknown): value is TokenStore {
  return (
    typeof value === 'object' &&
    value !== null &&
    'load' in value &&
    typeof value.load === 'function' &&
    'save' in value &&
    typeof value.save === 'function'
  );
}
