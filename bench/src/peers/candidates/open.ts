import type { Open } from './candidate.ts';

/** Each is loaded only by the process that measures it. */
export const candidates = {
  drain: async () => import('./drain.ts'),
  'undici.request + JSON.parse': async () => import('./undici-request.ts'),
  'undici.request, with our headers and a signal': async () => import('./undici-same-request.ts'),
  fetch: async () => import('./fetch.ts'),
  'fetch, with our headers and a signal': async () => import('./fetch-same-request.ts'),
  'ours over fetch': async () => import('./ours-over-fetch.ts'),
  'ours over ./node': async () => import('./ours-over-node.ts'),
  'ours, one page ahead': async () => import('./ours-over-node.ts'),
  'ours, four pages ahead': async () => import('./ours-four-pages-ahead.ts'),
  'fetch, sleeping each Retry-After': async () => import('./fetch-retry-after.ts'),
  'openapi-fetch': async () => import('./openapi-fetch.ts'),
  'hey-api': async () => import('./hey-api.ts'),
  '@azure-rest/core-client': async () => import('./azure-rest.ts'),
  ky: async () => import('./ky.ts'),
  axios: async () => import('./axios.ts'),
  got: async () => import('./got.ts'),
} satisfies Record<string, () => Promise<{ readonly open: Open }>>;

export type CandidateName = keyof typeof candidates;

export const drain: CandidateName = 'drain';
export const limit: CandidateName = 'undici.request + JSON.parse';
export const peers: readonly CandidateName[] = [
  'fetch',
  'openapi-fetch',
  'hey-api',
  '@azure-rest/core-client',
  'ky',
  'axios',
  'got',
];

export function isCandidateName(name: string): name is CandidateName {
  return Object.hasOwn(candidates, name);
}
