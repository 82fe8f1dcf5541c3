import type { Context } from 'hono';

import { apiFault, invalidInput } from './api-faults.ts';
import type { RoutedOperation } from './routes.ts';

/** A request, either from `fetch` in this process or over HTTP. */
export interface Call {
  /** `undefined` if there is no operation at the address. */
  readonly operation: RoutedOperation | undefined;
  /** Upper case. */
  readonly method: string;
  readonly url: URL;
  /** The values of the placeholders in the path. */
  readonly pathParameters: Readonly<Record<string, string>>;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Read only for the token endpoint; empty otherwise. */
  readonly body: string;
}

export async function readCall(context: Context, operation: RoutedOperation | undefined): Promise<Call> {
  return {
    operation,
    method: context.req.method,
    url: new URL(context.req.url),
    pathParameters: context.req.param(),
    headers: context.req.header(),
    body: operation === 'issueToken' ? await context.req.text() : '',
  };
}

/** Longer than any valid query. Over HTTP, Node itself refuses such a request line. */
const maxUrlLength = 16_384;

/** @throws RefusalError when the address is too long or its percent-encoding can't be decoded. */
export function checkCall(call: Call): void {
  if (call.url.href.length > maxUrlLength) {
    throw apiFault({
      status: 414,
      code: '414',
      description: `The address is longer than ${maxUrlLength} characters.`,
    });
  }
  if (!isDecodable(call.url.pathname) || !isDecodable(call.url.search)) {
    throw invalidInput('The address holds a percent sign that is not followed by the code of a character.');
  }
}

function isDecodable(text: string): boolean {
  try {
    return !decodeURIComponent(text).includes('\0');
  } catch {
    return false;
  }
}
