import type { Context } from 'hono';

import type { Call } from './call.ts';
import type { RoutedOperation } from './routes.ts';

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
