import { Buffer } from 'node:buffer';
import { createHmac } from 'node:crypto';

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
  if (!token.startsWith(`${header}.`)) return undefined;
  const end = token.lastIndexOf('.');
  const content = token.slice(0, end);
  if (token.slice(end + 1) !== signatureOf(content)) return forgedToken;
  const payload = content.slice(header.length + 1);
  // The signature says that `writeToken` wrote it.
  const claims: TokenClaims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  return claims;
}

function signatureOf(content: string): string {
  return createHmac('sha256', signingKey).update(content).digest('base64url');
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
