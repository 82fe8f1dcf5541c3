import { headers } from './candidate.ts';

/** Creates the headers and the signal of a client's request, anew for each one. */
export function sameRequest() {
  const { signal } = new AbortController();
  const ids = { 'MS-RequestId': crypto.randomUUID(), 'MS-CorrelationId': crypto.randomUUID() };
  const fixed = { 'X-Locale': 'en-US', 'MS-Contract-Version': 'v1', 'MS-PartnerCenter-Client': 'bench' };
  return { headers: { ...headers, ...ids, ...fixed }, signal };
}
