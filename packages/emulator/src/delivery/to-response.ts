import type { Answer } from '../answer/answer.ts';
import { encodeBody } from './encode-body.ts';

/** Hands an answer over inside this process, as the global `fetch` would present it. */
export function toResponse(answer: Answer): Response {
  const bytes = encodeBody(answer);
  return new Response(bytes, {
    status: answer.status,
    headers: { ...answer.headers, 'Content-Length': String(bytes.length) },
  });
}
