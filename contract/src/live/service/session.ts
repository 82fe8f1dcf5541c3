import { randomUUID } from 'node:crypto';

import type { Fetch, Settings } from '../access/read-settings.ts';
import type { Exchange, Question } from './exchange.ts';
import { operationPaths } from './operations.ts';
import { readAnswer } from './read-answer.ts';

/** Sends questions to the service one after another, each only once, and records the answers. */
export interface Session {
  readonly ask: (question: Question) => Promise<Exchange>;
  /** The exchanges, in order. */
  readonly exchanges: readonly Exchange[];
}

const timeoutInMs = 120_000;

export function createSession({ baseUrl, token }: Settings, fetch: Fetch): Session {
  const asked = new Map<string, Exchange>();
  const correlationId = randomUUID();

  async function send(question: Question, url: string): Promise<Exchange> {
    const headers = headersOf(question, correlationId);
    const bearer = await token();
    const request = new Request(url, {
      headers: { ...headers, Authorization: `Bearer ${bearer}` },
      // A redirect may lead to another origin, which must not get the token.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutInMs),
    });
    try {
      return { question, url, headers, answer: await readAnswer(await fetch(request)), failure: undefined };
    } catch (error) {
      return { question, url, headers, answer: undefined, failure: codeOf(error) };
    }
  }

  return {
    async ask(question) {
      const url = baseUrl + pathOf(question);
      const key = `${url} ${question.continuationToken ?? ''}`;
      const exchange = asked.get(key) ?? (await send(question, url));
      // The contract's expectations apply even if the question was first asked without them.
      const merged = { ...exchange, question: { ...exchange.question, ...question } };
      asked.set(key, merged);
      return merged;
    },
    get exchanges() {
      return [...asked.values()];
    },
  };
}

function pathOf({ operationId, prefix = '', withoutSlash, customerId, query = {} }: Question): string {
  const path = operationPaths[operationId].replace('{customer-id}', encodeURIComponent(customerId ?? ''));
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const search = pairs.length === 0 ? '' : `?${pairs.join('&')}`;
  return prefix + (withoutSlash ? path.replace(/\/$/, '') : path) + search;
}

function headersOf({ continuationToken }: Question, correlationId: string): Record<string, string> {
  return {
    Accept: 'application/json',
    'MS-RequestId': randomUUID(),
    'MS-CorrelationId': correlationId,
    'X-Locale': 'en-US',
    'MS-Contract-Version': 'v1',
    'MS-PartnerCenter-Client': 'licenses-usage contract check',
    ...(continuationToken !== undefined && { 'MS-ContinuationToken': continuationToken }),
  };
}

/** A message may quote received text, but a code or the name of an error can't. */
function codeOf(error: unknown): string {
  for (let thrown = error; thrown instanceof Error; thrown = thrown.cause) {
    if ('code' in thrown && typeof thrown.code === 'string') return thrown.code;
  }
  return error instanceof Error ? error.name : 'unknown';
}
