/*
 * The client against the emulator, in real time and over HTTP: 1,000 calls, 64 at once, 50 ms each. First with a
 * limit of 100 per window of a second, and then with 1 % random refusals that ask to wait a second, like a gateway
 * that sheds load.
 *
 * Prints total time / least time and the refusals. With the limit, fails above 1.3 × the least time, or for a call
 * that is too early. With random refusals, fails above 1.25 × the time of calls that each make only their own wait,
 * which is one more second.
 */
import { createClient } from '@licenses-usage/client';
import { createEmulator, type EmulatorOptions } from '@licenses-usage/emulator';

import { describeMachine } from '../support/machine.ts';
import { runCalls } from './run-calls.ts';

const [calls, concurrency, requests, windowInMs, latencyInMs] = [1_000, 64, 100, 1_000, 50];

/** Runs the fleet, and returns its duration. */
async function measure(options: EmulatorOptions) {
  const server = await createEmulator({ latencyInMs, ...options }).listen();
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
  await runCalls(client, calls, concurrency);
  const elapsedInMs = performance.now() - startedAt;
  await server.close();
  return { elapsedInMs, refused, early };
}

function print(name: string, elapsedInMs: number, leastInMs: number, more: string): void {
  const ratio = (elapsedInMs / leastInMs).toFixed(2);
  console.log(
    `${name}: ${calls} calls in ${(elapsedInMs / 1_000).toFixed(1)} s, ${ratio} of the least; ${more}`,
  );
}

console.log(describeMachine());
// Warms up code and connections, so that only the throttle is measured.
await measure({ latencyInMs: 0 });

const limited = await measure({ throttling: { partner: { requests, windowInMs } } });
const leastInMs = (calls / requests - 1) * windowInMs + latencyInMs;
print('limit', limited.elapsedInMs, leastInMs, `${limited.refused} refused, ${limited.early} too early`);
if (limited.elapsedInMs / leastInMs > 1.3 || limited.early > 0) process.exitCode = 1;

const free = await measure({});
const random = await measure({ faults: [{ fault: 'throttled', probability: 0.01 }] });
print('1 % at random', random.elapsedInMs, free.elapsedInMs, `${random.refused} refused`);
// The last refusal may come at the end.
if (random.elapsedInMs > 1.25 * (free.elapsedInMs + 1_000)) process.exitCode = 1;
