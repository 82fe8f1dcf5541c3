import { Buffer } from 'node:buffer';
import { createHmac, timingSafeEqual } from 'node:crypto';

/** The claims of the emulator's tokens, as in Entra's. Times are whole seconds since 1970. */
export interface TokenClaims {
  readonly aud: string;
  readonly iss: string;
  readonly iat: number;
  readonly exp: number;
  readonly tid: string;
  readonly appid: string;
  /** `user` for App+User, `app` for app-only. */
  readonly idtyp: 'user' | 'app';
  /** How the user signed in; contains `mfa` after multi-factor authentication. Absent in app-only tokens. */
  readonly amr?: readonly string[];
}

/** A token that claims to be the emulator's but has another signature. */
export const forgedToken = Symbol('forged token');

const header = encode({ alg: 'HS256', typ: 'JWT', kid: 'licenses-usage-emulator' });

/** Not a secret: only emulators accept these tokens. Fixed, so that a restarted emulator still accepts them. */
const signingKey = 'licenses-usage-emulator';

export function writeToken(claims: TokenClaims): string {
  const content = `${header}.${encode(claims)}`;
  return `${content}.${signatureOf(content)}`;
}

/** @returns `undefined` for a token that the emulator did not issue. */
export function readToken(token: string): TokenClaims | typeof forgedToken | undefined {
  const [head, payload, signature, ...rest] = token.split('.');
  if (head !== header || payload === undefined || signature === undefined || rest.length > 0)
    return undefined;
  const expected = Buffer.from(signatureOf(`${head}.${payload}`));
  const actual = Buffer.from(signature);
  if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) return forgedToken;
  const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
  return isClaims(claims) ? claims : forgedToken;
}

function signatureOf(content: string): string {
  return createHmac('sha256', signingKey).update(content).digest('base64url');
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function isClaims(value: unknown): value is TokenClaims {
  return typeof value === 'object' && value !== null && 'aud' in value && 'exp' in value && 'idtyp' in value;
}
