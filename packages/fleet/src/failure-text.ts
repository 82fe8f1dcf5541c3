import { UnrecoverableError } from 'bullmq';
import type { CustomerFailure } from './customer-usage.ts';

/**
 * The error for BullMQ. It stores only the message of an error, so the message includes the name. With `isFinal` the
 * job is not retried.
 */
export function toJobError(error: unknown, isFinal: boolean): Error {
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
  const text = `${name}: ${message}`;
  return isFinal ? new UnrecoverableError(text) : new Error(text);
}

/** Parses a message of {@link toJobError}, or reads one of BullMQ's own. */
export function readFailure(reason: string | undefined): CustomerFailure['error'] {
  if (reason === undefined) return { name: 'Error', message: 'No reason was kept.' };
  if (reason.startsWith('job stalled')) {
    return {
      name: 'PoisonedJobError',
      message:
        'Every worker that queried this customer ended before it could report. Query this customer alone, and ' +
        'find out what ends the process, such as a lack of memory.',
    };
  }
  const [, name, message] = /^(\w+): ([^]*)$/.exec(reason) ?? [];
  return name === undefined || message === undefined ? { name: 'Error', message: reason } : { name, message };
}
