import { overJson, type Open } from './candidate.ts';
import { sameRequest } from './same-request.ts';

/** What `fetch` costs when it sends what the client sends, and can be aborted as the client can. */
export const open: Open = async (url) =>
  overJson(async (path) => (await fetch(url + path, sameRequest())).json());
