import type { ServerResponse } from 'node:http';

import type { Answer } from '../answer/answer.ts';
import { compressBody, encodeBody } from './encode-body.ts';

/** Hands an answer over on a connection. */
export function writeResponse(outgoing: ServerResponse, answer: Answer): void {
  const bytes = compressBody(encodeBody(answer), answer.contentEncoding);
  outgoing.writeHead(answer.status, { ...answer.headers, 'Content-Length': bytes.length });
  outgoing.end(bytes);
}
