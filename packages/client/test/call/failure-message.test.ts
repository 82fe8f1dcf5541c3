import { describe, expect, test } from 'vitest';
import { fault, json, partnerAnswer, text } from '../support/answers.ts';
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
    ['no wait', fault(429), 'the service answered 429 with fault 429 \\(As the test asked\\.\\)\\. Lower .*'],
  ] as const)('with %s says so, what to do, and the ids', async ([, answer, words]) => {
    expect(await messageOf(answer)).toMatch(new RegExp(`^${tried}: ${words} ${ids}$`));
  });

  test('that was not sent, for the service wants to be left alone, says so', async () => {
    const { client, clock } = createTestClient([fault(429, { 'retry-after': '30' }), partnerAnswer]);
    const first = client.getPartnerLicensesUsage();
    await settled();
    const error = await clock.runToRejection(client.getPartnerLicensesUsage({ totalTimeoutInMs: 1_000 }));
    expect(error).toMatchObject({ name: 'ServiceError', status: 429, details: [] });
    expect(error).toMatchObject({
      message: expect.stringMatching(
        new RegExp(`^${tried}: not sent, .* of quiet and the call has less time left\\. Lower .* ${ids}$`),
      ),
    });
    await clock.run(first);
  });
});
