import { addressForLog } from '../services/log-address.ts';
import type { RecordedRequest } from '../options.ts';
import type { Services } from '../services/services.ts';
import { type Answer, textAnswer } from '../call/answer.ts';
import { overviewOf } from './overview.ts';
import { pageAnswer } from './page-answer.ts';
import { searchCustomers } from './search-customers.ts';

/** The requests of the page at `/`. They are never throttled, faulty or logged. */
export const pageRoutes: Readonly<Record<string, (services: Services, query: URLSearchParams) => Answer>> = {
  '/': pageAnswer,
  '/_emulator/state': (services, query) => ownJson(stateOf(services, Number(query.get('after') ?? 0))),
  '/_emulator/customers': ({ settings }, query) =>
    ownJson(searchCustomers(settings.facts, query.get('search') ?? '')),
};

/** How many requests the page shows. */
const maxShown = 100;

/** The switches, and the requests after the first `after` ones, newest first. */
function stateOf(services: Services, after: number) {
  const { requests, count } = services.log;
  // After a reset there are fewer requests than the page has seen.
  const isKnown = Number.isInteger(after) && after > 0 && after <= count;
  const shown = Math.min(maxShown, isKnown ? count - after : count);
  return {
    overview: overviewOf(services),
    count,
    isFresh: !isKnown,
    requests: shown === 0 ? [] : requests.slice(-shown).toReversed().map(shownRequest),
  };
}

function shownRequest({ at, method, url, operation, status, faults }: RecordedRequest) {
  return {
    at: at.toISOString(),
    method,
    address: addressForLog(url),
    operation: operation ?? '',
    status,
    faults: faults.join(', '),
  };
}

/** Only the page reads it: no other origin is allowed to, not even `allowedOrigins`. */
function ownJson(body: unknown): Answer {
  return textAnswer(200, JSON.stringify(body), {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
  });
}
