import { type Credential, type Fetch, isLicensesUsageError } from '@licenses-usage/client';
import type { Connection } from '../connection/connect.ts';
import { readTokenClaims } from '../connection/token-claims.ts';
import { untilAborted } from '../context.ts';
import { checkClaims } from './check-claims.ts';
import { checkService } from './check-service.ts';
import { type Check, ok, problem, skipped, warning } from './check.ts';

/** Checks everything that a call needs, in the order in which it is needed. */
export async function* examine(connection: Connection, abortSignal: AbortSignal): AsyncGenerator<Check> {
  const { clientOptions, source } = connection;
  const token = await untilAborted(acquire(clientOptions.credential), abortSignal);
  if (typeof token !== 'string') {
    yield problem('Token', `None could be obtained from ${source}.`, token.message);
    return;
  }
  yield ok('Token', `Found, from ${source}.`);
  yield* checkClaims(readTokenClaims(token), Date.now());

  let observed: ObservedTime | undefined;
  const fetch: Fetch = async (input, init) => {
    const response = await clientOptions.fetch(input, init);
    const date = response.headers.get('date');
    if (date !== null) observed = { date, receivedAtInMs: Date.now() };
    return response;
  };
  yield* await checkService({ ...clientOptions, fetch }, abortSignal);
  yield checkClock(observed);
}

async function acquire(credential: Credential): Promise<string | Error> {
  try {
    if (typeof credential === 'function') return await credential();
    const answer = await credential.getToken('https://api.partnercenter.microsoft.com/.default');
    return answer?.token ?? new Error('The credential has no token. Sign in again.');
  } catch (error) {
    if (isLicensesUsageError(error)) return error;
    throw error;
  }
}

/** The largest difference between clocks at which tokens are still accepted. */
const toleratedInSeconds = 300;
const noticedInSeconds = 30;

/** The time in an answer, and this machine's time when it arrived. */
export interface ObservedTime {
  readonly date: string;
  readonly receivedAtInMs: number;
}

export function checkClock(observed: ObservedTime | undefined): Check {
  const check = 'Clock';
  const seconds =
    observed === undefined ? NaN : Math.round((observed.receivedAtInMs - Date.parse(observed.date)) / 1000);
  if (Number.isNaN(seconds)) return skipped(check, 'No answer contained a time.');
  const finding = `This machine is ${Math.abs(seconds)} seconds ${seconds < 0 ? 'behind' : 'ahead of'} the service.`;
  const repair = 'Synchronise the clock of the machine over the network (NTP).';
  if (Math.abs(seconds) >= toleratedInSeconds) return problem(check, finding, repair);
  if (Math.abs(seconds) >= noticedInSeconds) return warning(check, finding, repair);
  return ok(check, `Within ${noticedInSeconds} seconds of the service.`);
}
