import {
  createClient,
  isLicensesUsageError,
  ResponseFormatError,
  ServiceError,
} from '@licenses-usage/client';

import type { Answer } from '../answers/answer.ts';
import type { Interaction } from '../documents/interaction.ts';
import { objectOf } from '../documents/json.ts';
import { callClient } from './client-call.ts';

/** The result of the real client's reading of an answer. */
export interface Reading {
  /** Why it did not read the answer correctly; `undefined` when it did. */
  readonly refusal: string | undefined;
  /** The requests that it sent. */
  readonly requests: readonly Request[];
}

/**
 * Makes the client send the request of an interaction and gives it an answer, or several for several pages. A refusal
 * by the service counts as read when the client's error has its facts.
 */
export async function readByClient(
  operationId: string,
  request: Interaction['request'],
  answers: readonly Answer[],
): Promise<Reading> {
  const requests: Request[] = [];
  const missing: string[] = [];
  const client = createClient({
    // Not the pact's example, so that a pact that requires exactly that token is found.
    credential: () => 'another-token',
    applicationName: 'Contract tests',
    commercialPathPrefix: '',
    retry: { maxRetries: 0 },
    onEvent(event) {
      if (event.type === 'drift' && event.kind === 'missing-field')
        missing.push(`${event.pointer}/${event.field}`);
    },
    // oxlint-disable-next-line require-await -- fetch answers later
    fetch: async (input, init) => {
      const answer = answers[requests.length];
      requests.push(new Request(input, init));
      if (answer === undefined) throw new Error('The client asked once more than there are answers.');
      const { status, headers, body } = answer;
      return new Response(body, { status, headers });
    },
  });
  try {
    await callClient(client, operationId, request, answers.length);
  } catch (error) {
    return { requests, refusal: refusalIn(error, answers.at(-1)) };
  }
  const isSuccess = (answers.at(-1)?.status ?? 0) < 300;
  if (!isSuccess) return { requests, refusal: 'The client took the refusal for a success.' };
  const [lost] = missing;
  return { requests, refusal: lost === undefined ? undefined : `The client reports ${lost} as missing.` };
}

function refusalIn(error: unknown, answer: Answer | undefined): string | undefined {
  if (answer === undefined || !isLicensesUsageError(error)) throw error;
  if (answer.status < 300 || error instanceof ResponseFormatError || !(error instanceof ServiceError)) {
    return error.message;
  }
  if (error.status !== answer.status) return `The client rejects with status ${error.status}.`;
  const said = saidBy(answer);
  const isSaid = error.code === undefined ? said.codes.length === 0 : said.codes.includes(error.code);
  if (!isSaid) {
    return `The client rejects with code ${error.code}, the answer has ${said.codes.join(', ')}.`;
  }
  if (error.retryAfterInMs !== said.retryAfterInMs) {
    return `The client would retry after ${error.retryAfterInMs} ms, the answer says ${said.retryAfterInMs}.`;
  }
  return undefined;
}

/** The facts in the body and the headers of a refusal, in any shape. */
function saidBy({ headers, body }: Answer) {
  const fault = objectOf(JSON.parse(body));
  const codes = [objectOf(fault['innererror'])['code'], fault['code'], fault['statusCode']];
  const retryAfter = headers['Retry-After'];
  return {
    // An empty code counts as absent.
    codes: codes.filter((code) => code !== undefined && code !== null && code !== '').map(String),
    retryAfterInMs:
      retryAfter === undefined ? undefined : Math.min(1000 * Number(retryAfter), Number.MAX_SAFE_INTEGER),
  };
}
