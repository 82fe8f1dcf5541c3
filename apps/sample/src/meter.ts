import type { Fetch } from '@licenses-usage/client';

/** Measures how many calls go through its `fetch`, and how many seconds pass, while a function runs. */
export function createMeter(send: Fetch) {
  let sent = 0;
  const fetch: Fetch = (input, init) => {
    sent += 1;
    return send(input, init);
  };
  async function measure<Result extends object>(run: () => Promise<Result>) {
    const [sentBefore, started] = [sent, performance.now()];
    const result = await run();
    return { ...result, calls: sent - sentBefore, seconds: (performance.now() - started) / 1000 };
  }
  return { fetch, measure };
}
