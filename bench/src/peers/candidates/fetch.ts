import { headers, overJson, type Open } from './candidate.ts';

export const open: Open = async (url) =>
  overJson(async (path) => (await fetch(url + path, { headers })).json());
