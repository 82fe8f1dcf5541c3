import type { CallMeter } from './call-meter.ts';
import { pruneWorkers, writeWorker } from './notes.ts';
import type { JobQueue } from './queues.ts';

/** How often a worker reports. */
const intervalInMs = 2000;
/** Workers that have been silent for this long are removed when another one starts. */
const forgottenAfterInMs = 600_000;

export interface HeartbeatOptions {
  readonly id: string;
  readonly name: string;
  /** The worker's results so far. Updated by the worker. */
  readonly counts: { readonly succeeded: number; readonly failed: number };
  readonly meter: CallMeter | undefined;
}

export interface Heartbeat {
  /** Sends the last report. */
  stop(): Promise<void>;
}

/**
 * Reports about a worker while it works. A report that is lost during an outage of Redis is made up for by the next
 * one.
 */
export function startHeartbeat(notes: JobQueue, { id, name, counts, meter }: HeartbeatOptions): Heartbeat {
  const startedAt = new Date().toISOString();
  let last = { at: performance.now(), jobs: 0 };
  let reporting: Promise<void> | undefined;

  async function report(working: boolean): Promise<void> {
    const now = { at: performance.now(), jobs: counts.succeeded + counts.failed };
    const elapsedInMs = now.at - last.at;
    const rate = elapsedInMs > 0 ? ((now.jobs - last.jobs) * 1000) / elapsedInMs : 0;
    last = now;
    const seenAt = new Date().toISOString();
    await writeWorker(notes, { id, name, startedAt, seenAt, ...counts, rate, working, calls: meter?.read() });
  }

  function beat(): void {
    // One at a time, because reports would pile up during an outage of Redis.
    reporting ??= report(true)
      .catch(() => {})
      .finally(() => {
        reporting = undefined;
      });
  }

  beat();
  pruneWorkers(notes, forgottenAfterInMs).catch(() => {});
  const timer = setInterval(beat, intervalInMs);
  return {
    async stop() {
      clearInterval(timer);
      await reporting;
      await report(false).catch(() => {});
    },
  };
}
