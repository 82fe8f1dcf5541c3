import { isLicensesUsageError, type Credential, type Fetch } from '@licenses-usage/client';
import type { Connection } from '../connection/connect.ts';
import { checkClaims } from './check-claims.ts';
import { checkClock, type ObservedTime } from './check-clock.ts';
import { checkService } from './check-service.ts';
import { ok, problem, type Check } from './check.ts';
import { untilAborted } from '../until-aborted.ts';
import { readTokenClaims } from '../connection/token-claims.ts';

/** Looks at everything that a call needs, in the order in which a call needs it. */
export async function* examine(connection: Connection, abortSignal: AbortSignal): AsyncGenerator<Check> {
  const { clientOptions, source } = connection;
  const token = await untilAborted(acquire(clientOptions.credential), abortSignal);
  if (typeof token !== 'string') {
    yield problem('Token', `None could be had from ${source}.`, token.message);
    return;
  }
  yield ok('Token', `Found, from ${source}.`);
  yield* checkClaims(readTokenClaims(token), Date.now());

  let observed: ObservedTime | undefined;
  const send: Fetch = clientOptions.fetch ?? ((input, init) => globalThis.fetch(input, init));
  const fetch: Fetch = async (input, init) => {
    const response = await send(input, init);
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
