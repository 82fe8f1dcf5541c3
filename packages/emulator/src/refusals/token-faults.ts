import { apiFault } from './api-fault.ts';
import type { RefusalError } from './refusal-error.ts';

function unauthorized(host: string, code: string, description: string): RefusalError {
  return apiFault({
    status: 401,
    code,
    description,
    headers: { 'WWW-Authenticate': `OAuth realm="${host}"` },
  });
}

export function tokenMissing(host: string): RefusalError {
  return unauthorized(host, '800001', 'The partner token is missing from the request.');
}

export function tokenNotValid(): RefusalError {
  return apiFault({ status: 400, code: '800002', description: 'The partner token is not valid.' });
}

/** An expired token is refused like any other caller who may not come in. */
export function accessDenied(host: string): RefusalError {
  return unauthorized(host, '400', 'Access denied. The token has expired.');
}

export function audienceNotAccepted(host: string): RefusalError {
  return unauthorized(host, '900420', 'The audience of the token is not accepted.');
}

export function mfaMissing(host: string): RefusalError {
  return unauthorized(host, '900421', 'The token lacks the claim of multi-factor authentication.');
}

export function appOnlyNotSupported(): RefusalError {
  return apiFault({
    status: 403,
    code: '900329',
    description: 'App-only tokens are not supported for this operation.',
  });
}
