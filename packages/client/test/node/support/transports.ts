import { onTestFinished } from 'vitest';
import {
  createNodeFetch,
  type NodeFetch,
  type NodeFetchOptions,
} from '../../../src/node/create-node-fetch.ts';

/** A transport whose connections end with the test. */
export function openNodeFetch(options?: NodeFetchOptions): NodeFetch {
  const nodeFetch = createNodeFetch(options);
  onTestFinished(() => nodeFetch.close());
  return nodeFetch;
}

/** Whatever holds for `fetch` must hold for ours. */
export const transports: readonly (readonly [string, () => typeof globalThis.fetch])[] = [
  ['the global fetch', () => globalThis.fetch],
  ['createNodeFetch', () => openNodeFetch()],
];
