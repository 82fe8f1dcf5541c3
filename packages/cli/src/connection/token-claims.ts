/** The claims of an access token that matter here. Only the service can verify them. */
export interface TokenClaims {
  readonly audience: string | undefined;
  /** Seconds since 1970. */
  readonly expiresAt: number | undefined;
  /** How the user signed in, such as `pwd` and `mfa`. */
  readonly methods: readonly string[] | undefined;
  readonly isAppOnly: boolean;
  /** The tenant that the token was issued for. */
  readonly tenantId: string | undefined;
}

/** `undefined` when the token is not a JSON Web Token. */
export function readTokenClaims(token: string): TokenClaims | undefined {
  const claims = decodePayload(token);
  if (claims === undefined) return undefined;
  const { aud, exp, amr, idtyp, scp, roles, tid } = claims;
  return {
    audience: typeof aud === 'string' ? aud : undefined,
    expiresAt: typeof exp === 'number' ? exp : undefined,
    methods: Array.isArray(amr) ? amr.filter((method) => typeof method === 'string') : undefined,
    tenantId: typeof tid === 'string' ? tid : undefined,
    // Tokens of a user have scopes; app-only tokens have at most roles.
    isAppOnly: idtyp === undefined ? scp === undefined && roles !== undefined : idtyp === 'app',
  };
}

interface Payload {
  readonly aud?: unknown;
  readonly exp?: unknown;
  readonly amr?: unknown;
  readonly idtyp?: unknown;
  readonly scp?: unknown;
  readonly roles?: unknown;
  readonly tid?: unknown;
}

function decodePayload(token: string): Payload | undefined {
  const parts = token.split('.');
  const [, payload = ''] = parts;
  if (parts.length !== 3) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return isPayload(claims) ? claims : undefined;
  } catch {
    return undefined;
  }
}

function isPayload(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
