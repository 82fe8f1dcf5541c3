import { expect, test } from 'vitest';

import { createEmulator, type FaultName } from '../../src/index.ts';
import { ask, read, usage } from '../support/ask.ts';

async function tokenAnswer(fault: FaultName) {
  const response = await createEmulator({ faults: [fault] }).fetch('https://x.example/t/oauth2/v2.0/token', {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'refresh_token', client_id: 'app', refresh_token: 'first' }),
  });
  return read(response);
}

test.each([
  ['refresh-token-expired', 'invalid_grant', 700082],
  ['mfa-required', 'interaction_required', 50076],
  ['wrong-cloud', 'invalid_request', 90038],
] as const)('%s refuses with %s, AADSTS%i', async (fault, error, code) => {
  const answer = await tokenAnswer(fault);
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ error, error_codes: [code] });
});

test('textual-expiry returns the lifetime as text', async () => {
  expect((await tokenAnswer('textual-expiry')).body).toMatchObject({ expires_in: '3600' });
});

test('no-rotation returns no refresh token', async () => {
  const { body } = await tokenAnswer('no-rotation');
  expect(body).toHaveProperty('access_token');
  expect(body).not.toHaveProperty('refresh_token');
});

test('faults of the token endpoint do not affect the operations', async () => {
  const emulator = createEmulator({ faults: ['mfa-required', 'no-rotation'] });
  expect((await ask(emulator, usage({ top: 1 }))).status).toBe(200);
});
