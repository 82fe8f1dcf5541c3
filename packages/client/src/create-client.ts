import type { ClientContext } from './call/client-context.ts';
import { createRetryBudget } from './call/retry.ts';
import { createTokenSource } from './call/token.ts';
import { resolveOptions, type ClientOptions } from './client-options.ts';
import type { LicensesUsageClient } from './generated/client.ts';
import { createMethods } from './generated/methods.ts';
import { createDeprecationNotifier, createDriftNotifier } from './call/notices.ts';
import { createThrottle } from './throttle/throttle.ts';

/**
 * Creates a client.
 * @throws {ConfigurationError} naming the first option at fault.
 */
export function createClient(options: ClientOptions): LicensesUsageClient {
  const resolved = resolveOptions(options);
  const client: ClientContext = {
    options: resolved,
    tokens: createTokenSource(resolved.credential, resolved.scope, resolved.clock),
    throttle: createThrottle(resolved.throttle, resolved.clock),
    retryBudget: createRetryBudget(),
    notifyDeprecation: createDeprecationNotifier(resolved.onDeprecation),
    notifyDrift: createDriftNotifier(resolved.onEvent),
  };
  return createMethods(client);
}
