import type { Answer } from '../answer/answer.ts';
import { answerPage } from './answer-page.ts';
import type { OperationContext } from './context.ts';
import { licensesDeploymentRows } from './licenses-deployment-rows.ts';

/** The twin of the superseding operation: deployment by customer and product. */
export function listLicensesDeployment(context: OperationContext): Answer {
  return answerPage(context, licensesDeploymentRows);
}
