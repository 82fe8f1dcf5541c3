import type { components } from '@licenses-usage/client/schema';

import { jsonAnswer } from '../answer/answer.ts';
import { RefusalError } from './refusal-error.ts';

interface ApiFaultDetails {
  readonly status: number;
  /** One of the codes that Partner Center publishes. */
  readonly code: string;
  readonly description: string;
  readonly data?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal by one of Partner Center's own services: `{ code, description, data, source }`. */
export function apiFault(details: ApiFaultDetails): RefusalError {
  const body = {
    code: details.code,
    description: details.description,
    data: [...(details.data ?? [])],
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

/** Partner Center refuses any customer search but `starts_with`. */
export function unsupportedSearch(description: string): RefusalError {
  return apiFault({ status: 400, code: '2000', description });
}

export function unexpectedFailure(): RefusalError {
  return apiFault({ status: 500, code: '800003', description: 'An unexpected error occurred.' });
}
