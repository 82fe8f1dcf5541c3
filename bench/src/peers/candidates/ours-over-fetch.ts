import type { Open } from './candidate.ts';
import { ours } from './ours.ts';

export const open: Open = async (url) => ours(url);
