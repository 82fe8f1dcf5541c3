import type { Call } from '../call/call.ts';
import { operations, type OperationId } from '../generated/operations.ts';
import {
  accessDenied,
  appOnlyNotSupported,
  audienceNotAccepted,
  mfaMissing,
  tokenMissing,
  tokenNotValid,
} from '../call/api-faults.ts';
import { forgedToken, readToken } from './access-token.ts';
import type { EmulatorClock, TokenOptions } from '../options.ts';

/** The audience of tokens for Partner Center. */
export const partnerCenterAudience = 'https://api.partnercenter.microsoft.com';

/**
 * Whether the user behind the bearer token signed in with multi-factor authentication.
 * @throws RefusalError when the token is missing or does not allow the operation.
 */
export function checkToken(
  call: Call,
  operation: OperationId,
  options: TokenOptions,
  clock: EmulatorClock,
): boolean {
  const token = /^Bearer +(\S+)$/i.exec(call.headers['authorization'] ?? '')?.[1];
  if (token === undefined) throw tokenMissing(call.url.host);
  const claims = readToken(token);
  if (claims === forgedToken) throw tokenNotValid();
  if (claims === undefined) {
    if (options.requireIssued) throw tokenNotValid();
    return true;
  }
  if (claims.exp * 1000 <= clock.now()) throw accessDenied(call.url.host);
  if (claims.aud !== partnerCenterAudience) throw audienceNotAccepted(call.url.host);
  if (claims.idtyp === 'app') {
    if (!operations[operation].takesAppOnly) throw appOnlyNotSupported();
    return false;
  }
  const isMfaCompliant = claims.amr?.includes('mfa') === true;
  if (!isMfaCompliant && options.enforceMfa !== false) throw mfaMissing(call.url.host);
  return isMfaCompliant;
}

/** Answers `ValidateMfa: true`: whether the token was issued after multi-factor authentication. */
export function mfaHeader(call: Call, isMfaCompliant: boolean): Readonly<Record<string, string>> {
  return call.headers['validatemfa']?.toLowerCase() === 'true'
    ? { isMfaCompliant: String(isMfaCompliant) }
    : {};
}
