import type { Answer } from '../answer/answer.ts';
import type { Call } from '../call/call.ts';
import type { Route, RoutedOperation } from '../call/route.ts';
import { answerTokenRequest } from '../identity/token-endpoint.ts';
import type { OperationContext } from '../operations/context.ts';
import { getCustomerLicensesUsage } from '../operations/get-customer-licenses-usage.ts';
import { getPartnerLicensesUsage } from '../operations/get-partner-licenses-usage.ts';
import { listCustomers } from '../operations/list-customers.ts';
import { listLicensesUsage } from '../operations/list-licenses-usage.ts';
import type { Services } from './services.ts';

const operations: Readonly<
  Record<Exclude<RoutedOperation, 'issueToken'>, (context: OperationContext) => Answer>
> = { getCustomerLicensesUsage, getPartnerLicensesUsage, listLicensesUsage, listCustomers };

/**
 * Answers a call that has been let in.
 * @param body The body of the request; only the token endpoint reads it.
 * @throws RefusalError when what the call asks for can't be given.
 */
export function operate(call: Call, route: Route, body: string, services: Services): Answer {
  const { settings, refreshTokens } = services;
  const pathValues = route.values.map(decodeURIComponent);
  if (route.operation !== 'issueToken') {
    const { facts, caseSensitiveFilter } = settings;
    return operations[route.operation]({ call, facts, pathValues, caseSensitiveFilter });
  }
  const [tenant = '', versionPath] = pathValues;
  return answerTokenRequest(
    { tenant, version: versionPath === '' ? 'v1' : 'v2', form: new URLSearchParams(body) },
    { options: settings.tokens, refreshTokens, now: settings.now },
  );
}
