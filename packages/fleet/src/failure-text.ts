import { UnrecoverableError } from 'bullmq';
import type { CustomerFailure } from './customer-usage.ts';

/**
 * The error that BullMQ keeps of a job: of errors it keeps a text, so that the text has the name and the message. With
 * `isFinal` the job is not tried again.
 */
export function toJobError(error: unknown, isFinal: boolean): Error {
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
  const text = `${name}: ${message}`;
  return isFinal ? new UnrecoverableError(text) : new Error(text);
}

/** Takes apart what {@link toJobError} has put together, or reads what BullMQ says itself. */
export function readFailure(reason: string | undefined): CustomerFailure['error'] {
  if (reason === undefined) return { name: 'Error', message: 'No reason was kept.' };
  if (reason.startsWith('job stalled')) {
    return {
      name: 'PoisonedJobError',
      message:
        'Every worker that asked for this customer ended before it could say how it went. Ask for this customer alone, and ' +
        'look at what ends the process, such as its memory.',
    };
  }
  const [, name, message] = /^(\w+): ([^]*)$/.exec(reason) ?? [];
  return name === undefined || message === undefined ? { name: 'Error', message: reason } : { name, message };
}
