import type { Answer } from '../call/answer.ts';
import type { Call } from '../call/call.ts';
import type { RoutedOperation } from '../call/routes.ts';
import { answerTokenRequest } from '../identity/token-endpoint.ts';
import type { OperationId } from '../generated/operations.ts';
import { answerByExample } from '../operations/answer-by-example.ts';
import { answerPage } from '../operations/answer-page.ts';
import { createOperationContext, type OperationContext } from '../operations/context.ts';
import {
  getCustomerLicensesDeployment,
  getCustomerLicensesUsage,
  getPartnerLicensesDeployment,
  getPartnerLicensesUsage,
} from '../operations/insights.ts';
import { licensesDeploymentRows, licensesUsageRows } from '../operations/row-tables.ts';
import { listCustomers } from '../operations/list-customers.ts';
import { checkOwnParameters } from '../operations/own-parameters.ts';
import type { Services } from '../services/services.ts';

/**
 * The operations that are answered from facts. Any other operation is answered with the examples of its description.
 */
const operations: Readonly<Partial<Record<OperationId, (context: OperationContext) => Answer>>> = {
  getCustomerLicensesUsage,
  getPartnerLicensesUsage,
  listLicensesUsage: (context) => answerPage(context, licensesUsageRows),
  getCustomerLicensesDeployment,
  getPartnerLicensesDeployment,
  listLicensesDeployment: (context) => answerPage(context, licensesDeploymentRows),
  listCustomers,
};

/**
 * Answers an admitted call.
 * @throws RefusalError when the call can't be satisfied.
 */
export function operate(call: Call, operation: RoutedOperation, services: Services): Answer {
  const { settings, refreshTokens } = services;
  if (operation !== 'issueToken') {
    const context = createOperationContext(call, operation, settings);
    checkOwnParameters(context);
    return (operations[operation] ?? answerByExample)(context);
  }
  const { tenant = '', version } = call.pathParameters;
  return answerTokenRequest(
    { tenant, version: version === undefined ? 'v1' : 'v2', form: new URLSearchParams(call.body) },
    { options: settings.tokens, refreshTokens, clock: settings.clock },
  );
}
