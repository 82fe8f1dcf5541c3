import type { Writable } from 'node:stream';

const bytesPerMegabitMs = 125;

/** Sends a body at the speed of a line with this bandwidth. */
export function sendPaced(response: Writable, body: Buffer, megabitsPerSecond: number): void {
  const startedAt = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const due = Math.floor((performance.now() - startedAt) * megabitsPerSecond * bytesPerMegabitMs);
    response.write(body.subarray(sent, due));
    sent = Math.min(due, body.length);
    if (sent < body.length) return;
    clearInterval(timer);
    response.end();
  }, 2);
  response.on('close', () => clearInterval(timer));
}
