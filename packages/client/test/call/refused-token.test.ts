import { describe, expect, test } from 'vitest';
import type { AccessToken, GetTokenOptions, TokenCredential } from '../../src/credential.ts';
import { ServiceError } from '../../src/errors/service-error.ts';
import { customerAnswer, customerId, fault, gate, partnerAnswer, text } from '../support/answers.ts';
import { createTestClient, createTestCredential } from '../support/client.ts';
import { settled, VirtualClock } from '../support/virtual-clock.ts';

const minuteInMs = 60_000;
const tokensOf = (requests: readonly Request[]) =>
  requests.map(({ headers }) => headers.get('authorization')?.replace('Bearer ', ''));
const challenge = (claims: string) => ({
  'www-authenticate':
    `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", ` +
    `error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`,
});

describe('a token that the service refuses', () => {
  test('is replaced once, and the new one is used from then on', async () => {
    const clock = new VirtualClock();
    const credential = createTestCredential(clock, ['one', 'two']);
    const answers = [fault(401), partnerAnswer, partnerAnswer];
    const { client, requests, events } = createTestClient(answers, { clock, credential });
    const { context } = await clock.run(client.getPartnerLicensesUsage());
    await clock.run(client.getPartnerLicensesUsage());
    expect(tokensOf(requests)).toEqual(['one', 'two', 'two']);
    expect(credential.asked[1]?.options).toMatchObject({ forceRefresh: true });
    expect(credential.asked[1]?.options).not.toHaveProperty('claims');
    expect(context.attempts).toMatchObject([{ status: 401 }, { status: 200, delayInMs: 0 }]);
    expect(events.map(({ type }) => type).slice(0, 6)).toEqual([
      'call-started',
      'request',
      'response',
      'token-refreshed',
      'request',
      'response',
    ]);
  });

  test('and refused again, fails the call', async () => {
    const clock = new VirtualClock();
    const credential = createTestCredential(clock, ['one', 'two']);
    const { client, requests } = createTestClient([fault(401), fault(401)], { clock, credential });
    const error = await clock.runToRejection(client.getPartnerLicensesUsage());
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({ status: 401, attempts: [{ status: 401 }, { status: 401 }] });
    expect(tokensOf(requests)).toEqual(['one', 'two']);
    expect(clock.elapsedInMs).toBe(0);
  });

  test('fails the call when the credential has no other', async () => {
    const clock = new VirtualClock();
    const credential = createTestCredential(clock, ['one', 'one']);
    const { client, events } = createTestClient([fault(401)], { clock, credential });
    const error = await clock.runToRejection(client.getPartnerLicensesUsage());
    expect(error).toMatchObject({ status: 401, attempts: { length: 1 } });
    expect(events.map(({ type }) => type)).not.toContain('token-refreshed');
  });

  test('is replaced without using a retry', async () => {
    const clock = new VirtualClock();
    const credential = createTestCredential(clock, ['one', 'two']);
    const answers = [fault(503), fault(401), fault(503), partnerAnswer];
    const { client } = createTestClient(answers, { clock, credential, retry: { maxRetries: 2 } });
    const { context } = await clock.run(client.getPartnerLicensesUsage());
    expect(context.attempts.map(({ delayInMs }) => delayInMs)).toEqual([0, 400, 0, 800]);
  });

  test('is replaced once for all calls that held it', async () => {
    const clock = new VirtualClock();
    const credential = createTestCredential(clock, ['one', 'two']);
    const late = gate(fault(401));
    const answers = [fault(401), late.answer, partnerAnswer, partnerAnswer];
    const { client, requests } = createTestClient(answers, { clock, credential });
    const calls = Promise.all([client.getPartnerLicensesUsage(), client.getPartnerLicensesUsage()]);
    await settled();
    late.open();
    await clock.run(calls);
    expect(tokensOf(requests)).toEqual(['one', 'one', 'two', 'two']);
  });

  test.each(['{"access_token":{"nbf":{"essential":true,"value":"1763640000"}}}', '{"name":"Zoë"}'])(
    'with a claims challenge is replaced by one with the claims %s',
    async (claims) => {
      const clock = new VirtualClock();
      const credential = createTestCredential(clock, ['one', 'two']);
      const answers = [text(null, 401, challenge(claims)), partnerAnswer];
      const { client, requests } = createTestClient(answers, { clock, credential });
      await clock.run(client.getPartnerLicensesUsage());
      expect(credential.asked[1]?.options).toMatchObject({ claims });
      expect(tokensOf(requests)).toEqual(['one', 'two']);
    },
  );

  test('with a claims challenge is not replaced by a token that was requested before', async () => {
    const clock = new VirtualClock();
    const pending: ((token: AccessToken) => void)[] = [];
    const given: GetTokenOptions[] = [];
    const credential: TokenCredential = {
      getToken(_, options = {}) {
        if (given.push(options) === 1) return Promise.resolve(hourOf(clock, 'one'));
        return new Promise((resolve) => pending.push(resolve));
      },
    };
    const refused = gate(text(null, 401, challenge('{"a":1}')));
    const answers = [partnerAnswer, refused.answer, partnerAnswer, customerAnswer];
    const { client, requests } = createTestClient(answers, { clock, credential });
    await clock.run(client.getPartnerLicensesUsage());
    await clock.advance(56 * minuteInMs);
    const call = client.getPartnerLicensesUsage();
    await settled();
    refused.open();
    await settled();
    expect(given.map(({ claims }) => claims)).toEqual([undefined, undefined, '{"a":1}']);
    pending[1]?.(hourOf(clock, 'with-claims'));
    await settled();
    pending[0]?.(hourOf(clock, 'without-claims'));
    await settled();
    await clock.run(client.getCustomerLicensesUsage(customerId));
    await clock.run(call);
    expect(tokensOf(requests)).toEqual(['one', 'one', 'with-claims', 'with-claims']);
  });

  test('with a claims challenge is replaced once for all calls that held it', async () => {
    const clock = new VirtualClock();
    const credential = createTestCredential(clock, ['one', 'two']);
    const refusal = text(null, 401, challenge('{"a":1}'));
    const late = gate(refusal);
    const answers = [refusal, late.answer, partnerAnswer, partnerAnswer];
    const { client, requests } = createTestClient(answers, { clock, credential });
    const calls = Promise.all([client.getPartnerLicensesUsage(), client.getPartnerLicensesUsage()]);
    await settled();
    late.open();
    await clock.run(calls);
    expect(tokensOf(requests)).toEqual(['one', 'one', 'two', 'two']);
  });

  test('is replaced by the one token that all calls wait for, however often it is refused', async () => {
    const clock = new VirtualClock();
    let replace = (_token: AccessToken) => {};
    const asked: GetTokenOptions[] = [];
    const credential: TokenCredential = {
      getToken(_, options = {}) {
        if (asked.push(options) === 1) return Promise.resolve(hourOf(clock, 'one'));
        return new Promise((resolve) => {
          replace = resolve;
        });
      },
    };
    const answers = [fault(401), fault(401), partnerAnswer, partnerAnswer, partnerAnswer];
    const { client, requests } = createTestClient(answers, { clock, credential });
    const calls = Promise.all([client.getPartnerLicensesUsage(), client.getPartnerLicensesUsage()]);
    await settled();
    replace(hourOf(clock, 'two'));
    await clock.run(calls);
    await clock.run(client.getPartnerLicensesUsage());
    expect(tokensOf(requests)).toEqual(['one', 'one', 'two', 'two', 'two']);
    expect(asked.map(({ forceRefresh }) => forceRefresh)).toEqual([undefined, true]);
  });

  test('with a claims challenge is not replaced by a token without the claims', async () => {
    const clock = new VirtualClock();
    const credential = createTestCredential(clock, ['one', 'two', 'three']);
    const late = gate(text(null, 401, challenge('{"a":1}')));
    const answers = [fault(401), late.answer, partnerAnswer, partnerAnswer];
    const { client, requests } = createTestClient(answers, { clock, credential });
    const calls = Promise.all([client.getPartnerLicensesUsage(), client.getPartnerLicensesUsage()]);
    await settled();
    late.open();
    await clock.run(calls);
    expect(tokensOf(requests)).toEqual(['one', 'one', 'two', 'three']);
    expect(credential.asked.map(({ options }) => options?.claims)).toEqual([undefined, undefined, '{"a":1}']);
  });

  test('without a claims challenge may be replaced by a token with claims', async () => {
    const clock = new VirtualClock();
    const credential = createTestCredential(clock, ['one', 'with-claims']);
    const late = gate(fault(401));
    const answers = [text(null, 401, challenge('{"a":1}')), late.answer, partnerAnswer, partnerAnswer];
    const { client, requests } = createTestClient(answers, { clock, credential });
    const calls = Promise.all([client.getPartnerLicensesUsage(), client.getPartnerLicensesUsage()]);
    await settled();
    late.open();
    await clock.run(calls);
    expect(tokensOf(requests)).toEqual(['one', 'one', 'with-claims', 'with-claims']);
  });

  test.each([
    ['that is no base64', 'Bearer claims="%%%"'],
    ['that is no JSON', `Bearer claims="${btoa('not json')}"`],
    ['that is empty', 'Bearer claims=""'],
    ['of the service itself', 'OAuth realm="partner"'],
  ])('with a challenge %s is replaced without claims', async (_, header) => {
    const clock = new VirtualClock();
    const credential = createTestCredential(clock, ['one', 'two']);
    const answers = [text(null, 401, { 'www-authenticate': header }), partnerAnswer];
    const { client } = createTestClient(answers, { clock, credential });
    await clock.run(client.getPartnerLicensesUsage());
    expect(credential.asked[1]?.options).not.toHaveProperty('claims');
  });
});

function hourOf(clock: VirtualClock, token: string): AccessToken {
  return { token, expiresOnTimestamp: clock.now() + 60 * minuteInMs };
}
