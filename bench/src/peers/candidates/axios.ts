import axios from 'axios';
import { Agent } from 'node:http';
import { headers, overJson } from './candidate.ts';
import type { Open } from './open.ts';

export const open: Open = async (url) => {
  const client = axios.create({ baseURL: url, headers, httpAgent: new Agent({ keepAlive: true }) });
  return overJson(async (path) => (await client.get<unknown>(path)).data);
};
