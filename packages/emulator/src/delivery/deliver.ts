import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';

import type { Answer } from '../answer/answer.ts';
import { toResponse } from './to-response.ts';
import { writeResponse } from './write-response.ts';

/** Hands an answer over, on the connection that the call came in by or inside this process. */
export async function deliver(
  answer: Answer,
  context: Context<{ Bindings: Partial<HttpBindings> }>,
): Promise<Response> {
  // Without a server in between there are no bindings at all, whatever the type says.
  const outgoing = context.env?.outgoing;
  if (outgoing === undefined) return toResponse(answer, context.req.raw.signal);
  await writeResponse(outgoing, answer);
  return RESPONSE_ALREADY_SENT;
}
