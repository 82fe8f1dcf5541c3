import type { OperationId } from '../../src/emulator/generated-requests.ts';
import type { Answered } from '../../src/emulator/ask.ts';
import { describedAnswer } from './schemas.ts';

/** The path under which the description knows each operation. */
const paths: Readonly<Record<OperationId, string>> = {
  getCustomerLicensesUsage: '/v1/customers/{customer-id}/analytics/licenses/usage',
  getPartnerLicensesUsage: '/v1/analytics/licenses/usage',
  listLicensesUsage: '/v1/analytics/commercial/usage/license/',
  getCustomerLicensesDeployment: '/v1/customers/{customer-id}/analytics/licenses/deployment',
  getPartnerLicensesDeployment: '/v1/analytics/licenses/deployment',
  listLicensesDeployment: '/v1/analytics/commercial/deployment/license/',
  listCustomers: '/v1/customers',
};

/** In what an answer differs from the description; empty when it doesn't. */
export function breaches(operation: OperationId, answer: Answered): readonly string[] {
  const described = describedAnswer(paths[operation], answer.status);
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
