/**
 * Reads the claims that a 401 demands of the next token, as the JSON text that credentials take.
 * Source: https://learn.microsoft.com/en-us/entra/identity-platform/claims-challenge
 */
export function parseClaimsChallenge(header: string): string | undefined {
  const encoded = /\bclaims\s*=\s*"?([\w+/=-]+)"?/i.exec(header)?.[1];
  if (encoded === undefined) return undefined;
  try {
    const claims = fromBase64Url(encoded);
    JSON.parse(claims);
    return claims;
  } catch {
    return undefined;
  }
}

/**
 * Reads text in either alphabet of Base64, with or without padding.
 * @throws {Error} when it is neither, or no UTF-8.
 */
function fromBase64Url(encoded: string): string {
  const binary = atob(encoded.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}
