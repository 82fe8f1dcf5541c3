import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Answer } from '../answer/answer.ts';
import { firstHalf, inPieces } from './cut-body.ts';
import { compressBody, encodeBody } from './encode-body.ts';

/** Hands an answer over on a connection, or does to the connection what the answer's delivery says. */
export async function writeResponse(outgoing: ServerResponse, answer: Answer): Promise<void> {
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
        await sleep(delivery.pauseInMs);
      }
      outgoing.end();
  }
}
