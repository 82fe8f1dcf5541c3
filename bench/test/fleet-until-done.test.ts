import { expect, test } from 'vitest';
import { untilDone } from '../src/fleet/until-done.ts';

const counts = { waiting: 0, active: 3, delayed: 0, succeeded: 57, failed: 0, done: false };
const options = {
  onLook: () => {},
  describeWorkers: () => '0 workers run',
  intervalInMs: 1,
  patienceInMs: 20,
};

test('waiting for a scan ends when nothing changes, and says what it waits for', async () => {
  await expect(untilDone({ status: async () => counts }, options)).rejects.toThrow(
    'Nothing has changed for 20 ms: 0 waiting, 3 active, 0 delayed, 57 succeeded, 0 failed; 0 workers run.',
  );
});

test('waiting for a scan ends when Redis neither answers nor fails', async () => {
  await expect(untilDone({ status: () => new Promise(() => {}) }, options)).rejects.toThrow(
    'Redis has not answered; 0 workers run.',
  );
});

test('waiting for a scan outlasts an outage, and ends with the scan', async () => {
  let looks = 0;
  const status = async () => {
    looks += 1;
    if (looks === 2) throw new Error('away');
    return { ...counts, succeeded: looks, done: looks === 4 };
  };
  await untilDone({ status }, { ...options, patienceInMs: 60_000 });
  expect(looks).toBe(4);
});
