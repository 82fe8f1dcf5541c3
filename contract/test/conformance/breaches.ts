import type { Answered } from '../../src/emulator/ask.ts';
import { describedAnswer } from '../../src/live/description/described-answer.ts';

/** The differences between an answer and the description; empty when there are none. */
export function breaches(operationId: string, answer: Answered): readonly string[] {
  const described = describedAnswer(operationId, answer.status);
  if (described === undefined) return [`status ${answer.status} is not described`];
  const found: string[] = [];
  const validate = described.bodies['application/json']?.validate;
  if (validate?.(answer.body) !== true) found.push(`body: ${JSON.stringify(validate?.errors)}`);
  if (answer.headers.get('content-type') !== 'application/json; charset=utf-8') found.push('content type');
  for (const [name, { isRequired, fits }] of Object.entries(described.headers)) {
    const value = answer.headers.get(name);
    if (value === null) {
      if (isRequired) found.push(`header ${name} is missing`);
    } else if (!fits(value)) {
      found.push(`header ${name}: ${value}`);
    }
  }
  return found;
}
