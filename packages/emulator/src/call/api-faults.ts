import type { components } from '@licenses-usage/client/schema';

import { jsonAnswer, RefusalError } from './answer.ts';

interface ApiFaultDetails {
  readonly status: number;
  /** One of Partner Center's published codes. */
  readonly code: string;
  readonly description: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal by one of Partner Center's own services: `{ code, description, data, source }`. */
export function apiFault(details: ApiFaultDetails): RefusalError {
  const body = {
    code: details.code,
    description: details.description,
    data: [],
    source: 'PartnerFD',
  } satisfies components['schemas']['ApiFault'];
  return new RefusalError(jsonAnswer(details.status, JSON.stringify(body), details.headers));
}

export function customerNotFound(): RefusalError {
  return apiFault({ status: 404, code: '1000', description: 'The customer was not found.' });
}

export function noRelationship(): RefusalError {
  return apiFault({
    status: 403,
    code: '20002',
    description: 'The partner and the customer have no commerce relationship.',
  });
}

export function noSuchPath(): RefusalError {
  return apiFault({ status: 404, code: '1000', description: 'There is nothing at this address.' });
}

export function methodNotAllowed(allowed: string): RefusalError {
  return apiFault({
    status: 405,
    code: '405',
    description: `This address answers ${allowed} only.`,
    headers: { Allow: allowed },
  });
}

export function invalidInput(description: string): RefusalError {
  return apiFault({ status: 400, code: '900127', description });
}

/** The refusal of any customer search but `starts_with`. */
export function unsupportedSearch(description: string): RefusalError {
  return apiFault({ status: 400, code: '2000', description });
}

export function unexpectedFailure(): RefusalError {
  return apiFault({ status: 500, code: '800003', description: 'An unexpected error occurred.' });
}

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

/** The refusal of an expired token, with the code for any denied access. */
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

/** A refusal in the newer shape of Partner Center's services, which names the error and says whether a retry helps. */
export function invalidCustomerId(): RefusalError {
  const message = 'The customer id is not valid.';
  const body = {
    code: 900118,
    message,
    description: message,
    errorName: 'InvalidCustomerId',
    isRetryable: false,
    parameters: {},
    errorMessageExtended: 'InternalErrorCode=900118',
  } satisfies components['schemas']['ExtendedFault'];
  return new RefusalError(jsonAnswer(400, JSON.stringify(body)));
}
