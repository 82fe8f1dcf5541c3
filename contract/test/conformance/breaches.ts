import { operations } from '../../src/documents/operations.ts';
import type { Answered } from '../../src/emulator/ask.ts';
import { describedAnswer } from './schemas.ts';

/** In what an answer differs from the description; empty when it doesn't. */
export function breaches(operationId: string, answer: Answered): readonly string[] {
  const described = describedAnswer(pathOf(operationId), answer.status);
  if (described === undefined) return [`status ${answer.status} is not described`];
  const found: string[] = [];
  if (!described.body(answer.body)) found.push(`body: ${JSON.stringify(described.body.errors)}`);
  if (answer.headers.get('content-type') !== 'application/json; charset=utf-8') found.push('content type');
  for (const [name, { required, check }] of Object.entries(described.headers)) {
    const value = answer.headers.get(name);
    if (value === null) {
      if (required) found.push(`header ${name} is missing`);
    } else if (!check(value) && !check(Number(value))) {
      found.push(`header ${name}: ${value}`);
    }
  }
  return found;
}

/** The path under which the description knows an operation. */
function pathOf(operationId: string): string {
  const operation = operations.find((each) => each.operationId === operationId);
  if (operation === undefined) throw new Error(`The description has no operation ${operationId}.`);
  return operation.path;
}
