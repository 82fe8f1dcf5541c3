import type { Answer } from '../answer/answer.ts';
import { answerPage } from './answer-page.ts';
import type { OperationContext } from './context.ts';
import { licensesUsageRows } from './licenses-usage-rows.ts';

/** The superseding operation: usage by customer, product and workload. */
export function listLicensesUsage(context: OperationContext): Answer {
  return answerPage(context, licensesUsageRows);
}
