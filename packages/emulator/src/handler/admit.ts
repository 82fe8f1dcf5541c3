import type { Call } from '../call/call.ts';
import { checkCall } from '../call/check-call.ts';
import type { Route } from '../call/route.ts';
import { checkToken, mfaHeader } from '../identity/check-token.ts';
import { methodNotAllowed, noSuchPath } from '../refusals/api-fault.ts';
import type { Services } from './services.ts';

export interface Admission {
  readonly route: Route;
  /** What the identity check adds to the answer. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Lets a call in, in the order of the real service: the address, then the gateway's limits, then the token.
 * @throws RefusalError when the call is turned away.
 */
export function admit(call: Call, route: Route | undefined, services: Services): Admission {
  checkCall(call);
  if (route === undefined) throw noSuchPath();
  if (call.method !== route.method) throw methodNotAllowed(route.method);
  if (route.operation === 'issueToken') return { route, headers: {} };
  services.throttle.admit(route.operation === 'getCustomerLicensesUsage' ? route.values[0] : undefined);
  const { tokens, now } = services.settings;
  const caller = checkToken(call, route.operation, tokens, now);
  return { route, headers: mfaHeader(call, caller) };
}
