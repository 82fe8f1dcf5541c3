import { createNodeFetch } from '@licenses-usage/client/node';
import type { Open } from './open.ts';
import { ours } from './ours.ts';

export const open: Open = async (url) => ours(url, { fetch: createNodeFetch() });
