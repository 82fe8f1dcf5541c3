import type { components } from '@licenses-usage/client/schema';

import { jsonAnswer } from '../answer/answer.ts';
import { RefusalError } from './refusal-error.ts';

/** A refusal in the newer shape of Partner Center's services, which names the error and says whether a retry helps. */
export function invalidCustomerId(): RefusalError {
  const message = 'The customer id is not valid.';
  const body = {
    code: 900118,
    message,
    description: message,
    errorName: 'InvalidCustomerId',
    isRetryable: false,
    parameters: {},
    errorMessageExtended: 'InternalErrorCode=900118',
  } satisfies components['schemas']['ExtendedFault'];
  return new RefusalError(jsonAnswer(400, JSON.stringify(body)));
}
