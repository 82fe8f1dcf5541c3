import { headers } from './candidate.ts';

/** The headers and the signal that the client sends a request with, made anew for each. */
export function sameRequest() {
  const { signal } = new AbortController();
  const ids = { 'MS-RequestId': crypto.randomUUID(), 'MS-CorrelationId': crypto.randomUUID() };
  const fixed = { 'X-Locale': 'en-US', 'MS-Contract-Version': 'v1', 'MS-PartnerCenter-Client': 'bench' };
  return { headers: { ...headers, ...ids, ...fixed }, signal };
}
