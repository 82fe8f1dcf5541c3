import type { Call } from '../call/call.ts';
import { apiFault } from '../refusals/api-fault.ts';

/** @throws RefusalError when the call carries no bearer token. */
export function checkToken(call: Call): void {
  const [, token] = /^Bearer +(\S+)$/i.exec(call.headers['authorization'] ?? '') ?? [];
  if (token === undefined) {
    throw apiFault({
      status: 401,
      code: '800001',
      description: 'The partner token is missing from the request.',
      headers: { 'WWW-Authenticate': `OAuth realm="${call.url.host}"` },
    });
  }
}
