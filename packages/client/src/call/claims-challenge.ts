import { fromBase64Url } from './base64-url.ts';

/**
 * Reads the claims that a 401 demands of the next token, as the JSON text that credentials take.
 * Source: https://learn.microsoft.com/en-us/entra/identity-platform/claims-challenge
 */
export function parseClaimsChallenge(header: string | null): string | undefined {
  const encoded = header === null ? undefined : /\bclaims\s*=\s*"?([\w+/=-]+)"?/i.exec(header)?.[1];
  if (encoded === undefined) return undefined;
  try {
    const claims = fromBase64Url(encoded);
    JSON.parse(claims);
    return claims;
  } catch {
    return undefined;
  }
}
