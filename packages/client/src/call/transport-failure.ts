import { redact } from '../answer/redact.ts';
import { TransportError } from '../errors/transport-error.ts';
import type { CallState } from './call-state.ts';

/** Turns whatever the transport threw into an error that holds no more than its name, code and message. */
export function createTransportError(state: CallState, thrown: unknown, token: string): TransportError {
  const reason = redact(describe(thrown), token);
  return new TransportError({
    message:
      `${state.tried}: no complete answer, ${reason}. Check the network, proxies and baseUrl, then try again. ` +
      `requestId ${state.requestId}, correlationId ${state.correlationId}.`,
    requestId: state.requestId,
    correlationId: state.correlationId,
    attempts: state.attempts,
    // A copy: what transports throw may hold the request, and with it the token.
    cause: new Error(reason),
  });
}

/** `fetch` says no more than "fetch failed"; the reason is in the chain of causes. */
function describe(thrown: unknown): string {
  const parts: string[] = [];
  for (let error = thrown; error instanceof Error && parts.length < 4; error = error.cause) {
    const code = 'code' in error && typeof error.code === 'string' ? `${error.code} ` : '';
    parts.push(`${code}${error.message}`.trim());
  }
  return parts.filter((part) => part !== '').join(': ') || 'for a reason the transport did not give';
}
