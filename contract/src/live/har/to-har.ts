import { operationPaths } from '../service/operations.ts';
import type { Answer, Exchange, Question } from '../service/exchange.ts';
import { createPlaceholders, type Placeholders } from './placeholders.ts';
import { scrubBody } from './scrub-body.ts';
import { scrubHeaders } from './scrub-headers.ts';
import { scrubQueryValue } from './scrub-query.ts';

/** Not the real address, because a gateway's name may identify its owner. */
const origin = 'https://api.partnercenter.microsoft.com';

/**
 * Records the requests and answers without the token and the tenant's data. Only values on an allow list are copied.
 * Other values become placeholders of their kind, and ids become made-up ids that are consistent within the file.
 */
export function toHar(exchanges: readonly Exchange[]): object {
  const placeholders = createPlaceholders();
  return {
    log: {
      version: '1.2',
      creator: { name: 'licenses-usage contract:live', version: '1' },
      comment: 'Without tokens and tenant data: values are placeholders of their kind.',
      entries: exchanges.flatMap((exchange) => toEntry(exchange, placeholders) ?? []),
    },
  };
}

function toEntry({ question, headers, answer }: Exchange, placeholders: Placeholders): object | undefined {
  if (answer === undefined) return undefined;
  const query = Object.entries(question.query ?? {}).map(([name, value]) => ({
    name,
    value: scrubQueryValue(name, value, placeholders),
  }));
  const request = scrubHeaders(Object.entries(headers), placeholders);
  return {
    // The day of the run is not secret, but useless.
    startedDateTime: '2000-01-02T00:00:00.000Z',
    time: 0,
    request: {
      method: 'GET',
      url: addressOf(question, query, placeholders),
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: [...request, { name: 'Authorization', value: 'Bearer <token>' }],
      queryString: query,
      headersSize: -1,
      bodySize: 0,
    },
    response: {
      status: answer.status,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: scrubHeaders(answer.headers, placeholders),
      content: contentOf(answer, placeholders),
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 0, wait: 0, receive: 0 },
  };
}

function addressOf(
  { operationId, prefix = '', withoutSlash, customerId }: Question,
  query: readonly { readonly name: string; readonly value: string }[],
  { idFor }: Placeholders,
): string {
  const path = operationPaths[operationId].replace('{customer-id}', idFor(customerId ?? ''));
  const search = query.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('&');
  return `${origin}${prefix}${withoutSlash ? path.replace(/\/$/, '') : path}${search === '' ? '' : `?${search}`}`;
}

function contentOf(answer: Answer, placeholders: Placeholders): object {
  const mimeType =
    scrubHeaders(answer.headers, placeholders).find(({ name }) => name === 'content-type')?.value ?? '';
  if (answer.body === undefined) {
    return {
      size: answer.size,
      mimeType,
      text: '',
      comment: 'Left out: no JSON, so nothing says what is data.',
    };
  }
  const text = JSON.stringify(scrubBody(answer.body, placeholders));
  return {
    size: text.length,
    mimeType,
    text,
    comment: answer.beginsWithByteOrderMark
      ? 'Sent behind a byte order mark.'
      : 'Sent without a byte order mark.',
  };
}
