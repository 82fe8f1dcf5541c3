import { Agent, request } from 'undici';
import { overJson, type Open } from './candidate.ts';
import { sameRequest } from './same-request.ts';

/** The limit with the client's headers and an abort signal. */
export const open: Open = async (url) => {
  const dispatcher = new Agent();
  return overJson(async (path) => {
    const { body } = await request(url + path, { dispatcher, ...sameRequest() });
    return JSON.parse(await body.text());
  });
};
