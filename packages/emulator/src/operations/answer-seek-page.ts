import { Buffer } from 'node:buffer';

import { type Answer, jsonAnswer } from '../call/answer.ts';
import { routeOf } from '../call/routes.ts';
import { invalidInput } from '../call/api-faults.ts';
import type { OperationContext } from './context.ts';

/** The default page size, and the maximum if the description has none. */
const defaultSize = 100;
const maxSize = 500;

/** One page of items, and where the next one begins; `undefined` on the last page. */
export interface SeekPage {
  readonly items: readonly object[];
  readonly next: number | undefined;
}

/** Answers with one page of a list that is paged by tokens, which the caller sends back in a header. */
export function answerSeekPage(
  context: OperationContext,
  pageFrom: (start: number, size: number) => SeekPage,
): Answer {
  const { call, operation } = context;
  const size = readSize(context);
  const { items, next } = pageFrom(readStart(context), size);
  const path = `${routeOf(operation).paths[0]}?${linkQuery(call.url, size)}`;
  const continuationToken = next === undefined ? undefined : encodeToken(next);
  const body = {
    totalCount: items.length,
    items,
    links: {
      self: { uri: path, method: 'GET', headers: [] },
      ...(continuationToken !== undefined && {
        next: {
          uri: `${path}&seekOperation=Next`,
          method: 'GET',
          headers: [{ key: 'MS-ContinuationToken', value: continuationToken }],
        },
      }),
    },
    attributes: { objectType: 'Collection' },
    ...(continuationToken !== undefined && { continuationToken }),
  };
  return jsonAnswer(200, JSON.stringify(body));
}

function readSize({ call, described }: OperationContext): number {
  const maximum = described.query['size']?.maximum ?? maxSize;
  const text = call.url.searchParams.get('size') ?? '';
  const size = Number(text);
  if (!/^\d*$/.test(text) || size > maximum) {
    throw invalidInput(`The size is not a whole number from 0 to ${maximum}.`);
  }
  return size === 0 ? Math.min(defaultSize, maximum) : size;
}

function readStart({ call }: OperationContext): number {
  const seek = call.url.searchParams.get('seekOperation');
  if (seek === null) return 0;
  if (seek.toLowerCase() !== 'next') throw invalidInput('The seekOperation is not Next.');
  const start = decodeToken(call.headers['ms-continuationtoken'] ?? '');
  if (start === undefined)
    throw invalidInput('The MS-ContinuationToken is missing or not one of this service.');
  return start;
}

function encodeToken(start: number): string {
  return Buffer.from(`after=${start}`).toString('base64');
}

function decodeToken(token: string): number | undefined {
  const start = /^after=(\d{1,9})$/.exec(Buffer.from(token, 'base64').toString())?.[1];
  return start === undefined ? undefined : Number(start);
}

function linkQuery(url: URL, size: number): string {
  const parameters = new URLSearchParams(url.search);
  parameters.delete('seekOperation');
  if (!parameters.has('size')) parameters.set('size', String(size));
  return parameters.toString();
}
