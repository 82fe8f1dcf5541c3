import { onTestFinished } from 'vitest';
import type { Fetch } from '../../../src/client-options.ts';

export type TokenHandler = (form: URLSearchParams, request: Request) => Response | Promise<Response>;

export interface TokenService {
  readonly fetch: Fetch;
  readonly requests: Request[];
  readonly forms: URLSearchParams[];
  /** Resolves once this many requests have arrived. */
  received(count: number): Promise<void>;
}

/** A token endpoint that answers each request with the next handler. An answer that was not requested fails the test. */
export function createTokenService(...handlers: TokenHandler[]): TokenService {
  const requests: Request[] = [];
  const forms: URLSearchParams[] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  onTestFinished(() => {
    if (requests.length !== handlers.length) {
      throw new Error(`${handlers.length} answers were registered, ${requests.length} were asked for.`);
    }
  });
  return {
    requests,
    forms,
    async fetch(input, init) {
      const request = new Request(input, init);
      requests.push(request);
      const handler = handlers[requests.length - 1];
      const form = new URLSearchParams(await request.clone().text());
      forms.push(form);
      for (const { count, resolve } of waiting) if (forms.length >= count) resolve();
      if (handler === undefined) throw new Error('No answer is registered for this request.');
      return handler(form, request);
    },
    received(count) {
      return new Promise((resolve) => {
        if (forms.length >= count) resolve();
        else waiting.push({ count, resolve });
      });
    },
  };
}

/** Answers with JSON. */
export function answer(body: unknown, init: ResponseInit = {}): TokenHandler {
  return () => Response.json(body, init);
}

/** Answers with text. */
export function answerText(body: string | null, init: ResponseInit = {}): TokenHandler {
  return () => new Response(body, init);
}

/** Answers 429 with this `Retry-After`. */
export function busy(retryAfter: string): TokenHandler {
  return answerText('', { status: 429, headers: { 'retry-after': retryAfter } });
}

/** Answers with an access token, as the token endpoint does. */
export function grant(token: string, rest: Readonly<Record<string, unknown>> = {}): TokenHandler {
  return answer({ token_type: 'Bearer', expires_in: 3600, access_token: token, ...rest });
}
