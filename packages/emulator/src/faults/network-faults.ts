import type { Delivery } from '../answer/answer.ts';
import type { Fault, FaultGroup } from './fault.ts';

function delivered(sentence: string, delivery: Delivery): Fault {
  return { sentence, apply: (answer) => ({ ...answer, delivery }) };
}

/** Long enough to be seen, short enough to be waited for: two seconds in all. */
const drip: Delivery = { kind: 'dripping', pieces: 20, pauseInMs: 100 };

/** The answer is whole, its way is not. */
export const networkFaults = {
  'connection-reset': delivered('The connection is reset before anything is sent.', { kind: 'reset' }),
  'stalled-headers': delivered('The request is taken, and nothing is ever sent.', {
    kind: 'stalled-headers',
  }),
  'stalled-body': delivered('The headers and half of the body are sent, then nothing.', {
    kind: 'stalled-body',
  }),
  'truncated-body': delivered('The connection breaks after half of the body.', { kind: 'truncated' }),
  'slow-drip': delivered('The body comes in twenty pieces over two seconds.', drip),
} as const satisfies FaultGroup;
