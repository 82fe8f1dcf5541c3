import type { Answer } from '../answer/answer.ts';
import type { Call } from '../call/call.ts';
import type { RoutedOperation } from '../call/routes.ts';
import { answerTokenRequest } from '../identity/token-endpoint.ts';
import type { OperationContext } from '../operations/context.ts';
import { getCustomerLicensesDeployment } from '../operations/get-customer-licenses-deployment.ts';
import { getCustomerLicensesUsage } from '../operations/get-customer-licenses-usage.ts';
import { getPartnerLicensesDeployment } from '../operations/get-partner-licenses-deployment.ts';
import { getPartnerLicensesUsage } from '../operations/get-partner-licenses-usage.ts';
import { listCustomers } from '../operations/list-customers.ts';
import { listLicensesDeployment } from '../operations/list-licenses-deployment.ts';
import { listLicensesUsage } from '../operations/list-licenses-usage.ts';
import type { Services } from './services.ts';

const operations: Readonly<
  Record<Exclude<RoutedOperation, 'issueToken'>, (context: OperationContext) => Answer>
> = {
  getCustomerLicensesUsage,
  getPartnerLicensesUsage,
  listLicensesUsage,
  getCustomerLicensesDeployment,
  getPartnerLicensesDeployment,
  listLicensesDeployment,
  listCustomers,
};

/**
 * Answers a call that has been let in.
 * @throws RefusalError when what the call asks for can't be given.
 */
export function operate(call: Call, operation: RoutedOperation, services: Services): Answer {
  const { settings, refreshTokens } = services;
  if (operation !== 'issueToken') {
    const { facts, caseSensitiveFilter } = settings;
    return operations[operation]({ call, facts, caseSensitiveFilter });
  }
  const { tenant = '', version } = call.pathParameters;
  return answerTokenRequest(
    { tenant, version: version === undefined ? 'v1' : 'v2', form: new URLSearchParams(call.body) },
    { options: settings.tokens, refreshTokens, now: settings.now },
  );
}
