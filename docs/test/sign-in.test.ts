import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { createRefreshTokenCredential } from '@licenses-usage/client/auth';
import { describe, expect, test } from 'vitest';

const read = (path: string) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');
const rows = [...read('../sign-in.md').matchAll(/^\| `AADSTS(\d+)` +\| (.*?) +\|$/gm)].map(
  ([, code = '', advice = '']) => [code, advice] as const,
);

/** The error of a refresh that Entra refuses with this code. */
async function refusalOf(code: string): Promise<unknown> {
  const body = { error: 'invalid_grant', error_description: `AADSTS${code}: …`, error_codes: [Number(code)] };
  const credential = createRefreshTokenCredential({
    tenantId: '00000000-0000-4000-8000-00000000000a',
    clientId: '00000000-0000-4000-8000-00000000000b',
    clientSecret: 'a-secret',
    tokenStore: { load: async () => 'a-refresh-token', save: async () => undefined },
    fetch: async () => Response.json(body, { status: 400 }),
  });
  const scopes = ['https://api.partnercenter.microsoft.com/.default'];
  return credential.getToken(scopes).then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('the guide to signing in', () => {
  test.for(rows)('says the same about AADSTS%s as the error', async ([code, advice]) => {
    const refusal = await refusalOf(code);
    expect(refusal).toMatchObject({ name: 'AuthenticationError', code: `AADSTS${code}` });
    expect(String(refusal)).toContain(advice);
  });

  test('lists every code with advice', () => {
    const known = read('../../packages/client/src/auth/entra-advice.ts').match(/(?<=^ {2}')\d+(?=':)/gm);
    expect(rows.map(([code]) => code)).toEqual(known);
  });
});
