import { expect, onTestFinished } from 'vitest';
import type { AccessToken, GetTokenOptions } from '../../src/credential.ts';
import { createClient } from '../../src/create-client.ts';
import type { LicensesUsageClient } from '../../src/generated/client.ts';
import type { ClientOptions } from '../../src/client-options.ts';
import type { ClientEvent, DeprecationNotice } from '../../src/events.ts';
import { overNodeTransport } from './over-node-transport.ts';
import { VirtualClock } from './virtual-clock.ts';

/** Answers one request as the service would. `number` counts the client's requests, from 0. */
export type Answer = (request: Request, number: number) => Response | Promise<Response>;

export interface TestClient {
  readonly client: LicensesUsageClient;
  readonly clock: VirtualClock;
  /** Every request that reached the transport. */
  readonly requests: readonly Request[];
  readonly events: readonly ClientEvent[];
  readonly notices: readonly DeprecationNotice[];
}

/** The suites run once more over the transport for Node. */
const isOverNode = process.env['LICENSES_USAGE_TRANSPORT'] === 'node';

export const token = 'App-and-user.token_1~+/=';

/**
 * A client over a handler, or over answers that are given one after another. When the test ends, it fails if an answer
 * was not asked for, a request was one too many, or a timer is left.
 */
export function createTestClient(
  answers: Answer | readonly Answer[],
  { clock = new VirtualClock(), ...options }: Partial<ClientOptions> & { readonly clock?: VirtualClock } = {},
): TestClient {
  const requests: Request[] = [];
  const events: ClientEvent[] = [];
  const notices: DeprecationNotice[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const number = requests.push(request) - 1;
    const answer = typeof answers === 'function' ? answers : answers[number];
    if (answer === undefined) throw new Error('No answer was registered for this request.');
    return answer(request, number);
  };
  const client = createClient({
    credential: () => token,
    onEvent: (event) => void events.push(event),
    onDeprecation: (notice) => void notices.push(notice),
    ...options,
    clock,
    fetch: isOverNode ? overNodeTransport(fetch) : fetch,
  });
  onTestFinished(() => {
    if (typeof answers !== 'function') {
      expect(requests.length, 'requests, one for each registered answer').toBe(answers.length);
    }
    expect(clock.pendingTimers, 'timers left').toBe(0);
  });
  return { client, clock, requests, events, notices };
}

/** A credential that returns these tokens one after another. Each lives for an hour. */
export function createTestCredential(
  clock: VirtualClock,
  tokens: readonly string[],
  lifetimeInMs = 3_600_000,
) {
  const asked: { readonly scopes: string | string[]; readonly options: GetTokenOptions | undefined }[] = [];
  const getToken = async (scopes: string | string[], options?: GetTokenOptions): Promise<AccessToken> => {
    const next = tokens[asked.push({ scopes, options }) - 1];
    if (next === undefined) throw new Error('No token was registered for this request.');
    return { token: next, expiresOnTimestamp: clock.now() + lifetimeInMs };
  };
  onTestFinished(() => expect(asked.length, 'requests for a token').toBe(tokens.length));
  return { getToken, asked };
}
