import { describe, expect, test } from 'vitest';
import { createClient } from '../../src/create-client.ts';
import { ThrottleError } from '../../src/errors/throttle-error.ts';
import { breaks, fault, json, partnerAnswer, silence, text } from '../support/answers.ts';
import { createTestClient, type Answer } from '../support/client.ts';
import { settled } from '../support/virtual-clock.ts';

const tried = 'getPartnerLicensesUsage \\(GET /v1/analytics/licenses/usage\\)';
const ids = 'requestId [\\da-f-]{36}, correlationId [\\da-f-]{36}\\.';

async function messageOf(answer: Answer): Promise<string> {
  const { client, clock } = createTestClient([answer], { retry: { maxRetries: 0 } });
  const error = await clock.runToRejection(client.getPartnerLicensesUsage());
  return error instanceof Error ? error.message : '';
}

describe('the message about a refusal', () => {
  test.for([
    [
      'a code and a description',
      json({ code: '900150', description: 'Denied.' }, 403),
      'the service answered 403 with fault 900150 \\(Denied\\.\\)\\. Give the user a role .*',
    ],
    ['a code alone', json({ code: '900150' }, 403), 'the service answered 403 with fault 900150\\. Give .*'],
    [
      'a description alone',
      json({ error: 'Denied.' }, 403),
      'the service answered 403 with fault \\(Denied\\.\\)\\. Check .*',
    ],
    ['no fault', text('', 403), 'the service answered 403 with .* and no fault\\. Check .*'],
    [
      'a wait',
      fault(429, { 'retry-after': '7' }),
      'the service answered 429 with fault 429 \\(As the test asked\\.\\)\\. It asks to wait 7000 ms\\. Lower .*',
    ],
    [
      'a wait that can not be read',
      fault(429, { 'retry-after': 'soon' }),
      'the service answered 429 with fault 429 \\(As the test asked\\.\\)\\. ' +
        'Its Retry-After \\("soon"\\) could not be read, so this client waits 30000 ms\\. Lower .*',
    ],
    [
      'a wait that can be read in part',
      fault(429, { 'retry-after': '2 min 30' }),
      'the service answered 429 with fault 429 \\(As the test asked\\.\\)\\. It asks to wait 120000 ms\\. Lower .*',
    ],
    ['no wait', fault(429), 'the service answered 429 with fault 429 \\(As the test asked\\.\\)\\. Lower .*'],
  ] as const)('with %s says so, what to do, and the ids', async ([, answer, words]) => {
    expect(await messageOf(answer)).toMatch(new RegExp(`^${tried}: ${words} ${ids}$`));
  });

  test('that was not sent, because the wait outlasts the call, names the wait', async () => {
    const { client, clock } = createTestClient([fault(429, { 'retry-after': '30' }), partnerAnswer]);
    const first = client.getPartnerLicensesUsage();
    await settled();
    const error = await clock.runToRejection(client.getPartnerLicensesUsage({ totalTimeoutInMs: 1_000 }));
    expect(error).toBeInstanceOf(ThrottleError);
    expect(error).toMatchObject({
      name: 'ThrottleError',
      retryAfterInMs: 30_000,
      attempts: [],
      message: expect.stringMatching(
        new RegExp(
          `^${tried}: not sent, because the cool-down after a refusal lasts another 30000 ms and the call has less time left\\. ` +
            `Call again after the wait, or raise totalTimeoutInMs\\. ${ids}$`,
        ),
      ),
    });
    await clock.run(first);
  });
});

describe('the message about a call without an answer', () => {
  const reset = () => new TypeError('fetch failed', { cause: new Error('ECONNRESET') });

  test('names the reason in the chain of causes, what to check, and the ids', async () => {
    expect(await messageOf(breaks(reset()))).toMatch(
      new RegExp(
        `^${tried}: no complete answer, fetch failed: ECONNRESET\\. ` +
          `Check the network, proxies and baseUrl, then try again\\. ${ids}$`,
      ),
    );
  });

  test('names the status of a response that is a network error', async () => {
    const fetch = async () => Response.error();
    const client = createClient({ credential: () => 'token', fetch, retry: { maxRetries: 0 } });
    await expect(client.getPartnerLicensesUsage()).rejects.toThrow(
      new RegExp(
        `^${tried}: no complete answer, fetch returned no usable response, only status 0\\. ` +
          `Check the network, proxies and baseUrl, then try again\\. ${ids}$`,
      ),
    );
  });

  test('names the limit that was reached, and how to raise it', async () => {
    const { client, clock } = createTestClient([silence], { retry: { maxRetries: 0 } });
    const error = await clock.runToRejection(client.getPartnerLicensesUsage());
    expect(error).toMatchObject({
      message:
        'getPartnerLicensesUsage (GET /v1/analytics/licenses/usage): no complete answer within ' +
        'attemptTimeoutInMs = 60000 ms after 1 attempt(s). Raise attemptTimeoutInMs, or try again later.',
    });
  });

  test('that was not sent because there is no token names the credential and its reason', async () => {
    const { client, clock } = createTestClient([], { credential: () => Promise.reject(reset()) });
    const error = await clock.runToRejection(client.getPartnerLicensesUsage());
    expect(error).toMatchObject({
      name: 'AuthenticationError',
      cause: new Error('fetch failed: ECONNRESET'),
      message: expect.stringMatching(
        new RegExp(
          `^${tried}: no token, because the credential failed, fetch failed: ECONNRESET\\. ` +
            `Check the credential, then try again\\. ${ids}$`,
        ),
      ),
    });
  });

  test('that was not sent because the throttle store failed names the store and its reason', async () => {
    const store = { acquire: () => Promise.reject(reset()), release: () => {} };
    const { client, clock } = createTestClient([], { throttle: { store } });
    const error = await clock.runToRejection(client.getPartnerLicensesUsage());
    expect(error).toMatchObject({
      name: 'ThrottleError',
      cause: new Error('fetch failed: ECONNRESET'),
      message: expect.stringMatching(
        new RegExp(
          `^${tried}: not sent, because the throttle store failed, fetch failed: ECONNRESET\\. ` +
            `Check throttle\\.store, then try again\\. ${ids}$`,
        ),
      ),
    });
  });
});
