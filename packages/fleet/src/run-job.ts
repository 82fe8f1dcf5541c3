import type { Job } from 'bullmq';
import { keepUsage, type CustomerUsage, type FleetClient, type KeptUsage } from './customer-usage.ts';
import { decideOutcome, isAnswer, type JobOutcome } from './decide-outcome.ts';
import { toJobError } from './failure-text.ts';
import { FleetError } from './fleet-error.ts';
import { isJobData, type JobData } from './scan-id.ts';
import type { FleetSink } from './sinks/sink.ts';

/** The end of one attempt of a job. */
export type JobEnd =
  | { readonly kind: 'done'; readonly value: KeptUsage }
  /** The error that BullMQ keeps with the job: with `isFinal`, it goes on the dead-letter list. */
  | { readonly kind: 'failed'; readonly error: Error; readonly isFinal: boolean }
  | Extract<JobOutcome, { kind: 'wait' | 'pause' }>
  /** Another worker has taken the job over. */
  | { readonly kind: 'lost' }
  /** The job goes to another worker, and this one has to stop for the given reason. */
  | { readonly kind: 'stop'; readonly error: unknown };

export interface JobRunner {
  /** `cancelled` is aborted when the worker gives up, or when the job is no longer its own. */
  run(job: Job, cancelled: AbortSignal | undefined): Promise<JobEnd>;
}

export interface JobRunnerOptions {
  readonly client: FleetClient;
  readonly scan: string;
  /** `undefined` to keep the usage with the job. */
  readonly sink: FleetSink | undefined;
  readonly concurrency: number;
  /** Aborted when the worker gives up what is in flight. */
  readonly givenUp: AbortSignal;
}

/** Calls the operation for a customer and saves the answer. Classifies every other end, but does not act on it. */
export function createJobRunner(options: JobRunnerOptions): JobRunner {
  const { client, scan, sink, concurrency, givenUp } = options;
  let unansweredInARow = 0;

  async function ask(customerId: string, cancelled: AbortSignal | undefined): Promise<CustomerUsage> {
    givenUp.throwIfAborted();
    const { totalCount, items } = await client.getCustomerLicensesUsage(customerId, {
      abortSignal: cancelled ?? givenUp,
    });
    return { customerId, status: 'ok', totalCount, items };
  }

  async function save(usage: CustomerUsage): Promise<KeptUsage> {
    if (sink === undefined) return keepUsage(usage);
    try {
      await sink.save(usage, scan);
      return { kept: 'elsewhere' };
    } catch (cause) {
      throw new FleetError(
        'sink-failed',
        `Save the usage of a customer: the sink answered: ${cause instanceof Error ? cause.message : String(cause)}. ` +
          'The customer will be queried again: repair the sink, and restart the worker.',
        { cause },
      );
    }
  }

  return {
    async run(job, cancelled) {
      const data: unknown = job.data;
      const mismatch = isJobData(data) ? describeMismatch(data, scan) : 'a job that no fleet has written';
      if (!isJobData(data) || mismatch !== undefined) {
        return {
          kind: 'stop',
          error: new FleetError('other-scan', `The queue holds ${mismatch}. ${advice}`),
        };
      }
      let usage: CustomerUsage;
      try {
        usage = await ask(data.customerId, cancelled);
      } catch (error) {
        if (givenUp.aborted) return { kind: 'stop', error: givenUp.reason };
        if (cancelled?.aborted === true) return { kind: 'lost' };
        unansweredInARow = isAnswer(error) ? 0 : unansweredInARow + 1;
        const isLastTry = job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
        const outcome = decideOutcome(error, {
          isLastTry,
          unansweredInARow,
          unansweredLimit: 2 * concurrency,
        });
        if (outcome.kind === 'wait' || outcome.kind === 'pause') return outcome;
        const isFinal = isLastTry || outcome.kind === 'fail';
        return { kind: 'failed', error: toJobError(error, isFinal), isFinal };
      }
      unansweredInARow = 0;
      try {
        return { kind: 'done', value: await save(usage) };
      } catch (error) {
        return { kind: 'stop', error };
      }
    },
  };
}

const advice = 'Start workers for that scan, or choose another queue.';

function describeMismatch(data: JobData, scan: string): string | undefined {
  return data.scan === scan ? undefined : `the scan ${data.scan}, not ${scan}`;
}
