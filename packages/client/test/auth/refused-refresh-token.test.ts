import { describe, expect, test } from 'vitest';
import { MemoryTokenStore, refreshToken, rejectionOf, scope, setUp } from './support/credential.ts';
import { answer, createTokenService, grant } from './support/token-service.ts';

const minuteInMs = 60_000;
const refused = answer({ error: 'invalid_grant', error_codes: [700082] }, { status: 400 });

describe('a refresh token that is refused', () => {
  test('is not sent again until the store holds another one', async () => {
    const service = createTokenService(refused, grant('access-1'));
    const tokenStore = new MemoryTokenStore();
    const { credential, clock } = setUp(service.fetch, { tokenStore });
    const first = await rejectionOf(credential.getToken(scope));
    expect(first).toMatchObject({ error: 'invalid_grant', code: 'AADSTS700082' });
    await clock.advance(24 * 60 * minuteInMs);
    expect(await rejectionOf(credential.getToken(scope))).toBe(first);
    expect(await rejectionOf(credential.getToken(scope, { forceRefresh: true }))).toBe(first);
    expect(service.requests).toHaveLength(1);
    tokenStore.replace('signed-in-again');
    expect((await credential.getToken(scope))?.token).toBe('access-1');
    expect(service.forms[1]?.get('refresh_token')).toBe('signed-in-again');
  });

  test('is replaced by a token that another process has stored meanwhile', async () => {
    const tokenStore = new MemoryTokenStore();
    const service = createTokenService((form, request) => {
      tokenStore.replace('rotated');
      return refused(form, request);
    }, grant('access-1'));
    const { credential } = setUp(service.fetch, { tokenStore });
    expect((await credential.getToken(scope))?.token).toBe('access-1');
    expect(service.forms.map((form) => form.get('refresh_token'))).toEqual([refreshToken, 'rotated']);
    expect(tokenStore.loads).toBe(2);
  });

  test("is reported when the store can't be read again", async () => {
    let loads = 0;
    const service = createTokenService(refused);
    const { credential } = setUp(service.fetch, {
      tokenStore: {
        load: async () => ((loads += 1) === 1 ? refreshToken : Promise.reject(new Error('locked'))),
        save: async () => {},
      },
    });
    expect(await rejectionOf(credential.getToken(scope))).toMatchObject({ error: 'invalid_grant' });
    expect(loads).toBe(2);
  });

  test('is remembered for the last sixteen scopes, so that memory stays small', async () => {
    const service = createTokenService(...Array.from({ length: 18 }, () => refused));
    const { credential } = setUp(service.fetch);
    const ask = (number: number) =>
      rejectionOf(credential.getToken(`https://service-${number}.example/.default`));
    for (let number = 1; number <= 16; number += 1) await ask(number);
    for (let number = 1; number <= 16; number += 1) await ask(number);
    expect(service.requests).toHaveLength(16);
    await ask(17);
    await ask(17);
    expect(service.requests).toHaveLength(17);
    await ask(1);
    expect(service.requests).toHaveLength(18);
  });

  test('for one scope is still sent for another', async () => {
    const service = createTokenService(refused, grant('access-graph'));
    const { credential } = setUp(service.fetch);
    await rejectionOf(credential.getToken(scope));
    expect((await credential.getToken('https://graph.microsoft.com/.default'))?.token).toBe('access-graph');
  });

  test.each([50057, 50105, 53003])(
    'by AADSTS%i, which an administrator can lift, is sent again after five minutes',
    async (code) => {
      const lifted = answer({ error: 'invalid_grant', error_codes: [code] }, { status: 400 });
      const service = createTokenService(lifted, grant('access-1'));
      const { credential, clock } = setUp(service.fetch);
      const first = await rejectionOf(credential.getToken(scope));
      await clock.advance(5 * minuteInMs - 1);
      expect(await rejectionOf(credential.getToken(scope))).toBe(first);
      await clock.advance(1);
      expect((await credential.getToken(scope))?.token).toBe('access-1');
    },
  );
});
