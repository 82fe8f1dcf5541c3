import type { components } from '@licenses-usage/client/schema';

import { jsonAnswer } from '../answer/answer.ts';
import { RefusalError } from './refusal-error.ts';

const source = 'AnalyticsAPI';

/** A refusal by the analytics platform. It words each problem twice: as the message, and in the list inside. */
export function invalidQueryParameter(problem: string): RefusalError {
  const body = {
    code: 'BadRequest',
    data: [],
    details: [],
    innererror: {
      code: 'InvalidQueryParameters',
      data: [problem],
      details: [],
      message: problem,
      source,
    },
    message: problem,
    source,
  } satisfies components['schemas']['AnalyticsFault'];
  return new RefusalError(jsonAnswer(400, JSON.stringify(body)));
}
