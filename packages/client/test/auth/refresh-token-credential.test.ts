import { describe, expect, test, vi } from 'vitest';
import { AuthenticationError, createRefreshTokenCredential } from '../../src/auth/index.ts';
import { ConfigurationError } from '../../src/errors/configuration-error.ts';
import { createGate } from '../support/answers.ts';
import {
  clientId,
  clientSecret,
  MemoryTokenStore,
  refreshToken,
  rejectionOf,
  scope,
  setUp,
  start,
  tenantId,
} from './support/credential.ts';
import { thrownBy } from '../support/thrown-by.ts';
import { settled } from '../support/virtual-clock.ts';
import { answer, createTokenService, grant } from './support/token-service.ts';

const minuteInMs = 60_000;

describe('the request', () => {
  test('posts the refresh token grant as a form to version 2 of the endpoint', async () => {
    const service = createTokenService(grant('access-1'));
    const { credential } = setUp(service.fetch);
    const accessToken = await credential.getToken(scope);

    const [request] = service.requests;
    expect(request?.method).toBe('POST');
    expect(request?.url).toBe(`https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`);
    expect(request?.redirect).toBe('manual');
    expect(request?.headers.get('content-type')).toBe('application/x-www-form-urlencoded;charset=UTF-8');
    expect(request?.headers.get('accept')).toBe('application/json');
    expect(request?.headers.has('authorization')).toBe(false);
    expect(Object.fromEntries(service.forms[0] ?? [])).toEqual({
      grant_type: 'refresh_token',
      client_id: clientId,
      client_secret: clientSecret,
      refresh_token: refreshToken,
      scope: `${scope} offline_access`,
    });
    expect(accessToken).toEqual({
      token: 'access-1',
      expiresOnTimestamp: start + 60 * minuteInMs,
      refreshAfterTimestamp: start + 55 * minuteInMs,
    });
  });

  test('asks for the scope the caller names', async () => {
    const service = createTokenService(grant('access-1'));
    const { credential } = setUp(service.fetch);
    await credential.getToken(['https://partner.partnercenterapi.microsoftonline.cn/.default']);
    expect(service.forms[0]?.get('scope')).toBe(
      'https://partner.partnercenterapi.microsoftonline.cn/.default offline_access',
    );
  });

  test('asks for the configured scope in place of the one the caller names', async () => {
    const service = createTokenService(grant('access-1'));
    const configured = 'https://api.partnercenter.microsoft.com/user_impersonation';
    const { credential } = setUp(service.fetch, { scope: configured });
    await credential.getToken(scope);
    expect(service.forms[0]?.get('scope')).toBe(`${configured} offline_access`);
  });

  test('refuses a resource other than the configured one before anything is loaded', async () => {
    const tokenStore = new MemoryTokenStore();
    const { credential } = setUp(createTokenService().fetch, { scope, tokenStore });
    const error = await rejectionOf(credential.getToken('https://graph.microsoft.com/.default'));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toHaveProperty('argument', 'scopes');
    expect(tokenStore.loads).toBe(0);
  });

  test.each([
    ['usGovernment', 'https://login.microsoftonline.us'],
    ['china', 'https://login.partner.microsoftonline.cn'],
    ['https://login.chinacloudapi.cn/', 'https://login.chinacloudapi.cn'],
    ['http://127.0.0.1:4010/entra', 'http://127.0.0.1:4010/entra'],
  ] as const)('goes to the authority %s', async (authority, base) => {
    const service = createTokenService(grant('access-1'));
    const { credential } = setUp(service.fetch, { authority, tenantId: 'contoso.onmicrosoft.com' });
    await credential.getToken(scope);
    expect(service.requests[0]?.url).toBe(`${base}/contoso.onmicrosoft.com/oauth2/v2.0/token`);
  });

  test('uses the global fetch and the system clock by default', async () => {
    const service = createTokenService(grant('access-1'));
    vi.stubGlobal('fetch', service.fetch);
    try {
      const tokenStore = new MemoryTokenStore();
      const before = Date.now();
      const credential = createRefreshTokenCredential({ tenantId, clientId, clientSecret, tokenStore });
      const accessToken = await credential.getToken(scope);
      expect(accessToken?.token).toBe('access-1');
      expect(accessToken?.expiresOnTimestamp).toBeGreaterThanOrEqual(before + 60 * minuteInMs);
      expect(accessToken?.expiresOnTimestamp).toBeLessThanOrEqual(Date.now() + 60 * minuteInMs);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  test('calls an injected fetch without a receiver, as browsers require', async () => {
    const service = createTokenService(grant('access-1'));
    const receivers: unknown[] = [];
    const { credential } = setUp(function fetch(this: unknown, input, init) {
      receivers.push(this);
      return service.fetch(input, init);
    });
    await credential.getToken(scope);
    expect(receivers).toEqual([undefined]);
  });
});

describe('options', () => {
  const options = { tenantId, clientId, clientSecret, tokenStore: new MemoryTokenStore() };

  test.each([
    ['tenantId', { tenantId: '..' }],
    ['clientId', { clientId: 'my app' }],
    ['clientSecret', { clientSecret: '' }],
    ['scope', { scope: 'user_impersonation' }],
    ['authority', { authority: 'http://login.microsoftonline.com' }],
    ['attemptTimeoutInMs', { attemptTimeoutInMs: 0 }],
  ] as const)('refuses an unusable %s at once', (argument, wrong) => {
    expect(() => createRefreshTokenCredential({ ...options, ...wrong })).toThrow(
      expect.objectContaining({ name: 'ConfigurationError', argument }),
    );
  });

  test.each([
    ['the refresh token itself', 'the-token', '"string"'],
    ['nothing', undefined, '"undefined"'],
    ['null', null, '"object"'],
    ['a store that only loads', { load() {} }, 'an object'],
    ['a store that only saves', { save() {} }, 'an object'],
    ['a load that is no function', { load: 'the-token', save: () => {} }, 'an object'],
    ['a save that is no function', { load: () => {}, save: 'the-token' }, 'an object'],
  ])('refuses %s as a token store, without showing it', (_case, value, received) => {
    // @ts-expect-error a caller without types
    const error = thrownBy(() => createRefreshTokenCredential({ ...options, tokenStore: value }));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(String(error)).toContain(
      `tokenStore: expected an object with load, save, received ${received}. Nothing was sent.`,
    );
  });

  test('refuses a fetch that is not a function', () => {
    expect(() =>
      // @ts-expect-error a caller without types
      createRefreshTokenCredential({ ...options, fetch: 'fetch' }),
    ).toThrow('fetch: expected a function, received "string". Nothing was sent. Example: globalThis.fetch');
  });

  test('refuses a clock that does not tell the time', () => {
    expect(() =>
      // @ts-expect-error a caller without types
      createRefreshTokenCredential({ ...options, clock: {} }),
    ).toThrow(/^clock: expected .*\. Nothing was sent\. Example: \{ now: \(\) => Date\.now\(\) \}$/);
  });

  test('refuses a clock with a part that is not a function', () => {
    const clock = { now: () => 0, schedule: 'later' };
    // @ts-expect-error a caller without types
    expect(() => createRefreshTokenCredential({ ...options, clock })).toThrow(
      'clock.schedule: expected a function, received "string". Nothing was sent.',
    );
  });

  test('exposes the tenant, to which the client binds continuation tokens', () => {
    expect(createRefreshTokenCredential({ ...options, tenantId: ' contoso.example\n' })).toHaveProperty(
      'tenantId',
      'contoso.example',
    );
  });
});

describe('the cached access token', () => {
  test('is returned until five minutes before it expires, and then renewed', async () => {
    const service = createTokenService(grant('access-1'), grant('access-2'));
    const { credential, clock } = setUp(service.fetch);
    expect((await credential.getToken(scope))?.token).toBe('access-1');
    await clock.advance(55 * minuteInMs - 1);
    expect((await credential.getToken(scope))?.token).toBe('access-1');
    await clock.advance(1);
    expect((await credential.getToken(scope))?.token).toBe('access-2');
    expect((await credential.getToken(scope))?.token).toBe('access-2');
  });

  test('is returned until half of a short life is over', async () => {
    const service = createTokenService(grant('access-1', { expires_in: 60 }), grant('access-2'));
    const { credential, clock } = setUp(service.fetch);
    expect(await credential.getToken(scope)).toEqual({
      token: 'access-1',
      expiresOnTimestamp: start + 60_000,
      refreshAfterTimestamp: start + 30_000,
    });
    await clock.advance(29_999);
    expect((await credential.getToken(scope))?.token).toBe('access-1');
    await clock.advance(1);
    expect((await credential.getToken(scope))?.token).toBe('access-2');
  });

  test('is kept apart for each scope', async () => {
    const service = createTokenService(grant('access-1'), grant('access-graph'));
    const { credential } = setUp(service.fetch);
    expect((await credential.getToken(scope))?.token).toBe('access-1');
    expect((await credential.getToken('https://graph.microsoft.com/.default'))?.token).toBe('access-graph');
    expect((await credential.getToken(scope))?.token).toBe('access-1');
  });

  test('is returned at once while another token is being acquired', async () => {
    const { promise: gate, open } = createGate();
    const service = createTokenService(grant('access-1'), async (form, request) => {
      await gate;
      return grant('access-graph')(form, request);
    });
    const { credential } = setUp(service.fetch);
    await credential.getToken(scope);
    const other = credential.getToken('https://graph.microsoft.com/.default');
    await service.received(2);
    expect((await credential.getToken(scope))?.token).toBe('access-1');
    open();
    expect((await other)?.token).toBe('access-graph');
  });

  test('counts its life from the request, not from the answer', async () => {
    const service = createTokenService(async (form, request) => {
      await clock.advance(10_000);
      return grant('access-1')(form, request);
    });
    const { credential, clock } = setUp(service.fetch);
    expect((await credential.getToken(scope))?.expiresOnTimestamp).toBe(start + 60 * minuteInMs);
  });

  test('is not used for a claims challenge, and is replaced by the token that answers it', async () => {
    const claims = '{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}';
    const service = createTokenService(grant('access-1'), grant('access-2'));
    const { credential } = setUp(service.fetch);
    await credential.getToken(scope);
    expect((await credential.getToken(scope, { claims }))?.token).toBe('access-2');
    expect((await credential.getToken(scope))?.token).toBe('access-2');
    expect(service.forms.map((form) => form.get('claims'))).toEqual([null, claims]);
  });

  test('is not used when a refresh is forced', async () => {
    const service = createTokenService(grant('access-1'), grant('access-2'));
    const { credential } = setUp(service.fetch);
    await credential.getToken(scope);
    expect((await credential.getToken(scope, { forceRefresh: true }))?.token).toBe('access-2');
    expect((await credential.getToken(scope, { forceRefresh: false }))?.token).toBe('access-2');
  });

  test('is absent after a failure, and the next call requests a new one', async () => {
    const service = createTokenService(
      answer({ error: 'invalid_client' }, { status: 401 }),
      grant('access-1'),
    );
    const { credential } = setUp(service.fetch);
    expect(await rejectionOf(credential.getToken(scope))).toBeInstanceOf(AuthenticationError);
    expect((await credential.getToken(scope))?.token).toBe('access-1');
  });
});

describe('callers at the same time', () => {
  test('share one request', async () => {
    const service = createTokenService(grant('access-1'));
    const { credential } = setUp(service.fetch);
    const tokens = await Promise.all([1, 2, 3].map(() => credential.getToken(scope)));
    expect(tokens.map((token) => token?.token)).toEqual(['access-1', 'access-1', 'access-1']);
  });

  test('share one failure', async () => {
    const service = createTokenService(answer({ error: 'invalid_grant' }, { status: 400 }));
    const { credential } = setUp(service.fetch);
    const [first, second] = await Promise.all([
      rejectionOf(credential.getToken(scope)),
      rejectionOf(credential.getToken(scope)),
    ]);
    expect(first).toBeInstanceOf(AuthenticationError);
    expect(second).toBe(first);
  });

  test('with different scopes refresh one after the other, each with the current refresh token', async () => {
    const service = createTokenService(
      grant('access-1', { refresh_token: 'second' }),
      grant('access-graph', { refresh_token: 'third' }),
    );
    const tokenStore = new MemoryTokenStore();
    const { credential } = setUp(service.fetch, { tokenStore });
    await Promise.all([
      credential.getToken(scope),
      credential.getToken('https://graph.microsoft.com/.default'),
    ]);
    expect(service.forms.map((form) => form.get('refresh_token'))).toEqual([refreshToken, 'second']);
    expect(tokenStore.saved).toEqual(['second', 'third']);
  });

  test('use the token that an earlier claims challenge brought while they waited', async () => {
    const service = createTokenService(grant('access-1'));
    const { credential } = setUp(service.fetch);
    const tokens = await Promise.all([
      credential.getToken(scope, { claims: '{}' }),
      credential.getToken(scope),
    ]);
    expect(tokens.map((token) => token?.token)).toEqual(['access-1', 'access-1']);
  });
});

describe('an abort', () => {
  test('rejects only the caller who aborted, with that reason, and at once', async () => {
    const { promise: gate, open } = createGate();
    const service = createTokenService(async (form, request) => {
      await gate;
      return grant('access-1')(form, request);
    });
    const { credential, clock } = setUp(service.fetch);
    const controller = new AbortController();
    const aborted = rejectionOf(credential.getToken(scope, { abortSignal: controller.signal }));
    const other = credential.getToken(scope, { abortSignal: new AbortController().signal });
    await service.received(1);
    const reason = new Error('the user left');
    controller.abort(reason);
    expect(await aborted).toBe(reason);
    expect(service.requests[0]?.signal.aborted).toBe(false);
    open();
    expect((await other)?.token).toBe('access-1');
    expect(clock.pendingTimers).toBe(0);
  });

  test('by the last caller ends the request, and the next caller sends another', async () => {
    const service = createTokenService(() => new Promise<never>(() => {}), grant('access-2'));
    const { credential, clock } = setUp(service.fetch);
    const [first, second] = [new AbortController(), new AbortController()];
    const aborted = [first, second].map(({ signal }) =>
      rejectionOf(credential.getToken(scope, { abortSignal: signal })),
    );
    await service.received(1);
    first.abort('first');
    await settled();
    expect(service.requests[0]?.signal.aborted, 'another caller still waits').toBe(false);
    second.abort('second');
    expect(await Promise.all(aborted)).toEqual(['first', 'second']);
    expect(service.requests[0]?.signal.aborted).toBe(true);
    expect((await credential.getToken(scope))?.token).toBe('access-2');
    expect(clock.pendingTimers).toBe(0);
  });

  test('while a new refresh token is being saved does not lose it', async () => {
    const { promise: gate, open } = createGate();
    const { promise: saving, open: startSaving } = createGate();
    const saved: string[] = [];
    const service = createTokenService(grant('access-1', { refresh_token: 'second' }));
    const { credential } = setUp(service.fetch, {
      tokenStore: {
        load: async () => refreshToken,
        async save(token) {
          startSaving();
          await gate;
          saved.push(token);
        },
      },
    });
    const controller = new AbortController();
    const aborted = rejectionOf(credential.getToken(scope, { abortSignal: controller.signal }));
    await saving;
    controller.abort('no longer needed');
    expect(await aborted).toBe('no longer needed');
    const next = credential.getToken(scope);
    open();
    expect((await next)?.token).toBe('access-1');
    expect(saved).toEqual(['second']);
  });

  test('before the call rejects before anything is loaded, even with a cached token', async () => {
    const service = createTokenService(grant('access-1'));
    const tokenStore = new MemoryTokenStore();
    const { credential } = setUp(service.fetch, { tokenStore });
    await credential.getToken(scope);
    const reason = new Error('too late');
    const rejected = credential.getToken(scope, { abortSignal: AbortSignal.abort(reason) });
    expect(await rejectionOf(rejected)).toBe(reason);
    expect(tokenStore.loads).toBe(1);
  });
});
