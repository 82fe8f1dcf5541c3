import { headers, overJson } from './candidate.ts';
import type { Open } from './open.ts';

export const open: Open = async (url) =>
  overJson(async (path) => (await fetch(url + path, { headers })).json());
