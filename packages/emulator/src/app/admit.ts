import type { Call } from '../call/call.ts';
import { checkCall } from '../call/check-call.ts';
import { type RoutedOperation, routes } from '../call/routes.ts';
import { checkToken, mfaHeader } from '../identity/check-token.ts';
import { methodNotAllowed, noSuchPath } from '../refusals/api-fault.ts';
import type { Services } from './services.ts';

interface Admission {
  readonly operation: RoutedOperation;
  /** What the identity check adds to the answer. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Lets a call in, in the order of the real service: the address, then the gateway's limits, then the token.
 * @throws RefusalError when the call is turned away.
 */
export function admit(call: Call, { throttle, settings }: Services): Admission {
  checkCall(call);
  const { operation } = call;
  if (operation === undefined) throw noSuchPath();
  const { method } = routes[operation];
  if (call.method !== method) throw methodNotAllowed(method);
  if (operation === 'issueToken') return { operation, headers: {} };
  throttle.admit(call.pathParameters['customerId']);
  const caller = checkToken(call, operation, settings.tokens, settings.now);
  return { operation, headers: mfaHeader(call, caller) };
}
