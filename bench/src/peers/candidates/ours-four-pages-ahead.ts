import type { Open } from './candidate.ts';
import { createNodeFetch } from '@licenses-usage/client/node';
import { ours } from './ours.ts';

export const open: Open = async (url) => ours(url, { fetch: createNodeFetch(), prefetchPages: 4 });
