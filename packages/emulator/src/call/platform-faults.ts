import type { components } from '@licenses-usage/client/schema';

import { jsonAnswer, RefusalError } from './answer.ts';

/** A refusal by the gateway in front of the services: `{ statusCode, message }`. */
export function gatewayFault(
  statusCode: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): RefusalError {
  const body = { statusCode, message } satisfies components['schemas']['GatewayFault'];
  return new RefusalError(jsonAnswer(statusCode, JSON.stringify(body), headers));
}

/** @param waitInMs How long the caller has to wait. Rounded up to whole seconds, so that it never returns too early. */
export function throttled(
  waitInMs: number,
  retryAfter: 'seconds' | 'date' | 'none',
  at: number,
): RefusalError {
  const seconds = Math.ceil(waitInMs / 1000);
  // A date has no fractions of a second, so it is rounded up too.
  const date = new Date(Math.ceil((at + waitInMs) / 1000) * 1000).toUTCString();
  const headers = {
    seconds: { 'Retry-After': String(seconds) },
    date: { 'Retry-After': date },
    none: {},
  };
  return gatewayFault(429, `Rate limit is exceeded. Try again in ${seconds} seconds.`, headers[retryAfter]);
}

const source = 'AnalyticsAPI';

/** A refusal by the analytics platform, which repeats the message inside `innererror`. */
export function invalidQueryParameter(problem: string): RefusalError {
  const body = {
    code: 'BadRequest',
    data: [],
    details: [],
    innererror: {
      code: 'InvalidQueryParameters',
      data: [problem],
      details: [],
      message: problem,
      source,
    },
    message: problem,
    source,
  } satisfies components['schemas']['AnalyticsFault'];
  return new RefusalError(jsonAnswer(400, JSON.stringify(body)));
}

interface EntraFaultDetails {
  readonly status: 400 | 401;
  readonly error: string;
  /** The number after `AADSTS`. */
  readonly code: number;
  readonly description: string;
  readonly at: Date;
}

/** A refusal by the identity platform's token endpoint. */
export function entraFault({ status, error, code, description, at }: EntraFaultDetails): RefusalError {
  const timestamp = at
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z');
  const body = {
    error,
    error_description: `AADSTS${code}: ${description} Timestamp: ${timestamp}`,
    error_codes: [code],
    timestamp,
    error_uri: `https://login.microsoftonline.com/error?code=${code}`,
  };
  return new RefusalError(jsonAnswer(status, JSON.stringify(body), { 'Cache-Control': 'no-store' }));
}
