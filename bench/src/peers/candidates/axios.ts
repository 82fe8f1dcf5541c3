import axios from 'axios';
import { Agent } from 'node:http';
import { headers, overJson, type Open } from './candidate.ts';

export const open: Open = async (url) => {
  const client = axios.create({ baseURL: url, headers, httpAgent: new Agent({ keepAlive: true }) });
  return overJson(async (path) => (await client.get<unknown>(path)).data);
};
