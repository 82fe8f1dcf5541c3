/*
 * The client under the emulator's throttling, in real time and over HTTP: 1,000 calls, 64 at once, where 100 pass in a window of a
 * second. Prints total time / least time and the refusals, and fails beyond 1.3 of it or for a call too early.
 */
import { createClient } from '@licenses-usage/client';
import { createEmulator } from '@licenses-usage/emulator';

import { describeMachine } from '../support/machine.ts';

const [calls, concurrency, requests, windowInMs, latencyInMs] = [1_000, 64, 100, 1_000, 50];
const emulator = createEmulator({ latencyInMs, throttling: { partner: { requests, windowInMs } } });
const server = await emulator.listen();
// Programs and connections are slow at first: what is measured is the throttle.
const warm = await createEmulator().listen();
const warmClient = createClient({
  credential: () => 'bench',
  baseUrl: warm.url,
  throttle: { maxConcurrency: concurrency },
});
for (let round = 0; round < 10; round += 1)
  await Promise.all(Array.from({ length: concurrency }, () => warmClient.getPartnerLicensesUsage()));
await warm.close();

let [refused, early, toldUntil] = [0, 0, 0];
const client = createClient({
  credential: () => 'bench',
  baseUrl: server.url,
  throttle: { maxConcurrency: concurrency },
  async fetch(input, init) {
    if (performance.now() < toldUntil) early += 1;
    const response = await fetch(input, init);
    if (response.status === 429) {
      refused += 1;
      // Timers may be a millisecond early.
      toldUntil = performance.now() + 1_000 * Number(response.headers.get('retry-after')) - 2;
    }
    return response;
  },
});

const startedAt = performance.now();
let begun = 0;
const work = async () => {
  while (begun < calls) {
    begun += 1;
    await client.getPartnerLicensesUsage();
  }
};
await Promise.all(Array.from({ length: concurrency }, work));
const elapsedInMs = performance.now() - startedAt;
await server.close();

const ratio = elapsedInMs / ((calls / requests - 1) * windowInMs + latencyInMs);
console.log(describeMachine());
console.log(
  `${calls} calls in ${(elapsedInMs / 1_000).toFixed(1)} s, ${ratio.toFixed(2)} of the least; ${refused} refused, ${early} too early`,
);
if (ratio > 1.3 || early > 0) process.exitCode = 1;
