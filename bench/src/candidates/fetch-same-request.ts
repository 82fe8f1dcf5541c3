import { headers, overJson } from './candidate.ts';
import type { Open } from './open.ts';

/** What `fetch` costs when it sends what the client sends, and can be aborted as the client can. */
export const open: Open = async (url) =>
  overJson(async (path) => {
    const { signal } = new AbortController();
    const ids = { 'MS-RequestId': crypto.randomUUID(), 'MS-CorrelationId': crypto.randomUUID() };
    const fixed = { 'X-Locale': 'en-US', 'MS-Contract-Version': 'v1', 'MS-PartnerCenter-Client': 'bench' };
    return (await fetch(url + path, { headers: { ...headers, ...ids, ...fixed }, signal })).json();
  });
