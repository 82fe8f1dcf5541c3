import type { Context } from 'hono';

/** The headers that a page may read, beyond those that are always readable. */
const exposed = 'Date, MS-RequestId, MS-CorrelationId, MS-CV, MS-ServerId, Retry-After, isMfaCompliant';

/** The headers that let a page of an allowed origin read an answer; empty for any other request. */
export function corsHeaders(context: Context, origins: readonly string[]): Readonly<Record<string, string>> {
  const asking = context.req.header('origin');
  const origin = origins.find((allowed) => allowed === asking);
  if (origin === undefined) return {};
  return { 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': exposed, Vary: 'Origin' };
}

/** Answers a browser's preflight request; `undefined` for any other request. */
export function answerPreflight(context: Context, origins: readonly string[]): Response | undefined {
  const headers = corsHeaders(context, origins);
  const isPreflight = context.req.header('access-control-request-method') !== undefined;
  if (context.req.method !== 'OPTIONS' || !isPreflight || !('Vary' in headers)) return undefined;
  return context.body(null, 204, {
    ...headers,
    'Access-Control-Allow-Methods': 'GET, POST',
    'Access-Control-Allow-Headers': context.req.header('access-control-request-headers') ?? '',
    'Access-Control-Max-Age': '600',
  });
}
