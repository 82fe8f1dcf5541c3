import { setTimeout as sleep } from 'node:timers/promises';
import { headers, overJson, type Open } from './candidate.ts';

/** The usual handling of a 429: each call waits on its own. */
export const open: Open = async (url) =>
  overJson(async (path) => {
    for (;;) {
      const response = await fetch(url + path, { headers });
      const body: unknown = await response.json();
      if (response.status !== 429) return body;
      await sleep(Number(response.headers.get('retry-after')) * 1000);
    }
  });
