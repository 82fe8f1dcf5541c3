import type * as azure from '@azure/core-auth';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type {
  AccessToken,
  createRefreshTokenCredential,
  Credential,
  GetTokenOptions,
  TokenCredential,
} from '../../src/auth/index.ts';
import { scope, setUp, start } from './support/credential.ts';
import { createTokenService, grant } from './support/token-service.ts';

describe('TokenCredential', () => {
  test('takes the credentials of the Azure SDK', () => {
    expectTypeOf<azure.TokenCredential>().toExtend<TokenCredential>();
    expectTypeOf<azure.TokenCredential>().toExtend<Credential>();
    expectTypeOf<azure.AccessToken>().toExtend<AccessToken>();
    expectTypeOf<() => Promise<string>>().toExtend<Credential>();
    expectTypeOf<{ getToken: () => string }>().not.toExtend<Credential>();
  });

  test('is assignable to the one of the Azure SDK', async () => {
    expectTypeOf<TokenCredential>().toExtend<azure.TokenCredential>();
    expectTypeOf<ReturnType<typeof createRefreshTokenCredential>>().toExtend<azure.TokenCredential>();
    expectTypeOf<GetTokenOptions>().toExtend<azure.GetTokenOptions>();
    expectTypeOf<AccessToken>().toExtend<azure.AccessToken>();

    const service = createTokenService(grant('access-1'));
    const credential: azure.TokenCredential = setUp(service.fetch).credential;
    const accessToken = await credential.getToken([scope], {
      abortSignal: new AbortController().signal,
      tenantId: 'ignored',
      enableCae: true,
    });
    expect(accessToken?.token).toBe('access-1');
    expect(accessToken?.expiresOnTimestamp).toBe(start + 3_600_000);
  });
});
