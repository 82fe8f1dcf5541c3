import type { ServerResponse } from 'node:http';

import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';

import type { Answer } from '../call/answer.ts';
import { compressBody, encodeBody, firstHalf, inPieces } from './encode-body.ts';
import { toResponse } from './to-response.ts';
import { wait } from './wait.ts';

/** Delivers an answer, on the connection of the call or in this process. */
export async function deliver(
  answer: Answer,
  context: Context<{ Bindings: Partial<HttpBindings> }>,
): Promise<Response> {
  // In process there are no bindings, although the type says so.
  const outgoing = context.env?.outgoing;
  if (outgoing === undefined) return toResponse(answer, context.req.raw.signal);
  await writeResponse(outgoing, answer);
  return RESPONSE_ALREADY_SENT;
}

/** Writes an answer to a connection, or breaks the connection, according to the answer's delivery. */
async function writeResponse(outgoing: ServerResponse, answer: Answer): Promise<void> {
  const { delivery } = answer;
  if (delivery.kind === 'stalled-headers') return;
  if (delivery.kind === 'reset') {
    outgoing.socket?.resetAndDestroy();
    return;
  }
  const bytes = compressBody(encodeBody(answer), answer.contentEncoding);
  outgoing.writeHead(answer.status, { ...answer.headers, 'Content-Length': bytes.length });
  switch (delivery.kind) {
    case 'whole':
      outgoing.end(bytes);
      return;
    case 'stalled-body':
      outgoing.write(firstHalf(bytes));
      return;
    case 'truncated':
      outgoing.write(firstHalf(bytes), () => outgoing.socket?.destroy());
      return;
    case 'dripping':
      for (const piece of inPieces(bytes, delivery.pieces)) {
        if (outgoing.destroyed) return;
        outgoing.write(piece);
        await wait(delivery.pauseInMs);
      }
      outgoing.end();
  }
}
