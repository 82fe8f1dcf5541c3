import { overJson, type Open } from './candidate.ts';
import { sameRequest } from './same-request.ts';

/** The cost of `fetch` with the client's headers and an abort signal. */
export const open: Open = async (url) =>
  overJson(async (path) => (await fetch(url + path, sameRequest())).json());
