import { createServer, type RequestListener } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { createRefreshTokenCredential } from '../../src/auth/index.ts';
import {
  clientId,
  clientSecret,
  MemoryTokenStore,
  refreshToken,
  rejectionOf,
  scope,
  tenantId,
} from './support/credential.ts';

test('a real server receives the form and its answer becomes a token', async () => {
  const forms: URLSearchParams[] = [];
  const authority = await listen((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      forms.push(new URLSearchParams(body));
      response.setHeader('content-type', 'application/json');
      response.end(
        '{"token_type":"Bearer","expires_in":"3600","access_token":"access-1","refresh_token":"second"}',
      );
    });
  });
  const tokenStore = new MemoryTokenStore();
  const credential = createRefreshTokenCredential({
    tenantId,
    clientId,
    clientSecret,
    tokenStore,
    authority,
  });
  expect((await credential.getToken(scope))?.token).toBe('access-1');
  expect(forms).toHaveLength(1);
  expect(forms[0]?.get('client_secret')).toBe(clientSecret);
  expect(forms[0]?.get('refresh_token')).toBe(refreshToken);
  expect(tokenStore.saved).toEqual(['second']);
});

test('a real redirect is not followed, so that the secrets are not sent on', async () => {
  let collected = 0;
  const collector = await listen((_request, response) => {
    collected += 1;
    response.end();
  });
  const authority = await listen((_request, response) => {
    response.writeHead(307, { location: `${collector.origin}/token` });
    response.end();
  });
  const tokenStore = new MemoryTokenStore();
  const credential = createRefreshTokenCredential({
    tenantId,
    clientId,
    clientSecret,
    tokenStore,
    authority,
  });
  const error = await rejectionOf(credential.getToken(scope));
  expect(error).toMatchObject({ name: 'AuthenticationError', status: 307 });
  expect(collected).toBe(0);
});

test('an unreachable server is reported with the reason', async () => {
  const authority = new URL('http://127.0.0.1:1');
  const tokenStore = new MemoryTokenStore();
  const credential = createRefreshTokenCredential({
    tenantId,
    clientId,
    clientSecret,
    tokenStore,
    authority,
    retry: { maxRetries: 0 },
  });
  const error = await rejectionOf(credential.getToken(scope));
  expect(error).toMatchObject({ name: 'AuthenticationError' });
  expect(error).toHaveProperty('status', undefined);
  expect(String(error)).toContain(
    `(POST http://127.0.0.1:1/${tenantId}/oauth2/v2.0/token): no complete answer, `,
  );
});

async function listen(listener: RequestListener): Promise<URL> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no address.');
  return new URL(`http://127.0.0.1:${address.port}`);
}
