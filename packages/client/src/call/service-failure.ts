import { parseFault, type Fault } from '../answer/fault.ts';
import { kindOfText } from '../answer/parse-json.ts';
import { redact } from '../answer/redact.ts';
import type { CallContext } from '../call-context.ts';
import { ServiceError } from '../errors/service-error.ts';
import { adviceFor } from './advice.ts';
import type { CallState } from './call-state.ts';

/** Turns an answer that is no success into an error. Nothing of the body is quoted before tokens are removed. */
export function createServiceError(
  state: CallState,
  context: CallContext,
  answer: { readonly status: number; readonly text: string },
  token: string,
): ServiceError {
  const text = redact(answer.text, token);
  const fault = parseFault(text);
  const { status } = answer;
  const said = describe(fault) ?? kindOfText(text);
  return new ServiceError({
    message:
      `${state.tried}: the service answered ${status} with ${said}. ${adviceFor(status, fault?.code)} ` +
      `requestId ${context.requestId}, correlationId ${context.correlationId}.`,
    status,
    code: fault?.code,
    description: fault?.description,
    source: fault?.source,
    details: fault?.details ?? [],
    retryAfterInMs: undefined,
    requestId: context.requestId,
    correlationId: context.correlationId,
    attempts: context.attempts,
  });
}

function describe(fault: Fault | undefined): string | undefined {
  if (fault === undefined) return undefined;
  const code = fault.code === undefined ? '' : ` ${fault.code}`;
  const description = fault.description === undefined ? '' : ` (${fault.description})`;
  return `fault${code}${description}`;
}
