import { MatchersV3 } from '@pact-foundation/pact';
import type { DescribedAnswer, DescribedOperation } from '@licenses-usage/spec/described-operations';
import { recordOf } from '@licenses-usage/spec/read-schema';
import { callOperation, firstPageOf, listOperation } from './calls.ts';
import { clientOf, createContract, requestHeaders, responseHeaders } from './contract.ts';
import { errorCode, errorStatus } from './wire-forms.ts';

const { regex, string } = MatchersV3;

/** The state in which a provider refuses, by the status that it refuses with. */
const states: Readonly<Record<number, string>> = {
  400: 'the request is invalid',
  401: 'the token is missing or expired',
  403: 'the token is app-only',
  404: 'the resource does not exist',
  429: 'the limit of calls is exceeded',
  500: 'the service fails',
  503: 'the service is unavailable',
};

const retryAfterInSeconds = 57;

/** The error of a call that the service answers with a documented refusal. */
export async function callRefused(
  operation: DescribedOperation,
  { status, example }: DescribedAnswer,
): Promise<unknown> {
  const state = states[status];
  const waits = status === 429;
  return createContract()
    .addInteraction()
    .given(state ?? 'the service answers as documented', {
      ...(waits && { retryAfterInSeconds }),
      ...(state === undefined && { status }),
    })
    .uponReceiving(`${operation.operationId}, answered with ${status}`)
    .withRequest('GET', operation.examplePath, (builder) => void builder.headers(requestHeaders))
    .willRespondWith(status, (builder) => {
      const retryAfter = { 'Retry-After': regex('^\\d+$', String(retryAfterInSeconds)) };
      builder.headers({ ...responseHeaders, ...(waits && retryAfter) }).jsonBody(formOfFault(example));
    })
    .executeTest(async (mockServer) => {
      const client = clientOf(mockServer);
      const answer =
        operation.kind === 'list'
          ? firstPageOf(listOperation(client, operation))
          : callOperation(client, operation);
      return answer.catch((thrown: unknown) => thrown);
    });
}

/** The parts of such a refusal that users read. */
export function readingOfRefusal({ status, example }: DescribedAnswer) {
  return {
    status,
    code: codeOfFault(example),
    ...(status === 429 && { retryAfterInMs: 1000 * retryAfterInSeconds }),
  };
}

/** The parts of a fault that the client reads, in the form of the service that sends it. */
function formOfFault(example: unknown) {
  const fault = recordOf(example);
  const text = (name: string) => string(String(fault[name]));
  if ('statusCode' in fault)
    return { statusCode: errorStatus(Number(fault['statusCode'])), message: text('message') };
  if (!('innererror' in fault)) {
    return { code: errorCode(String(fault['code'])), description: text('description') };
  }
  const inner = recordOf(fault['innererror']);
  return {
    code: text('code'),
    message: text('message'),
    source: text('source'),
    innererror: { code: string(String(inner['code'])), message: string(String(inner['message'])) },
  };
}

function codeOfFault(example: unknown): string {
  const fault = recordOf(example);
  return String(recordOf(fault['innererror'])['code'] ?? fault['code'] ?? fault['statusCode']);
}
