import type { components } from '@licenses-usage/client/schema';

import { jsonAnswer } from '../answer/answer.ts';
import { RefusalError } from './refusal-error.ts';

/** A refusal by the gateway in front of the services: `{ statusCode, message }`. */
export function gatewayFault(
  statusCode: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): RefusalError {
  const body = { statusCode, message } satisfies components['schemas']['GatewayFault'];
  return new RefusalError(jsonAnswer(statusCode, JSON.stringify(body), headers));
}

/** @param waitInMs How long the caller is to stay away; told in whole seconds, rounded up, so that nobody is told to come too early. */
export function throttled(
  waitInMs: number,
  retryAfter: 'seconds' | 'date' | 'none',
  at: number,
): RefusalError {
  const seconds = Math.ceil(waitInMs / 1000);
  // A date has no fractions of a second either, so it too is rounded up.
  const date = new Date(Math.ceil((at + waitInMs) / 1000) * 1000).toUTCString();
  const headers = {
    seconds: { 'Retry-After': String(seconds) },
    date: { 'Retry-After': date },
    none: {},
  };
  return gatewayFault(429, `Rate limit is exceeded. Try again in ${seconds} seconds.`, headers[retryAfter]);
}
