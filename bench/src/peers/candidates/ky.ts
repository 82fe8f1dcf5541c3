import ky from 'ky';
import { headers, overJson, type Open } from './candidate.ts';

export const open: Open = async (url) => {
  const client = ky.create({ headers, retry: 0 });
  return overJson((path) => client.get(url + path).json());
};
