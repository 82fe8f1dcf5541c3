import type { Answer } from '../call/answer.ts';
import { compressBody, encodeBody, firstHalf, inPieces } from './encode-body.ts';
import { wait } from './wait.ts';

/** Statuses that allow no body, not even an empty one. */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * Converts an answer to the result of the global `fetch`: a compressed body is decompressed, a broken connection is a
 * `TypeError`, and a stalled one waits until the caller's signal aborts.
 */
export async function toResponse(answer: Answer, signal: AbortSignal): Promise<Response> {
  signal.throwIfAborted();
  if (answer.delivery.kind === 'reset') throw connectionError('fetch failed', 'ECONNRESET');
  if (answer.delivery.kind === 'stalled-headers') await aborted(signal);
  const bytes = encodeBody(answer);
  const length = compressBody(bytes, answer.contentEncoding).length;
  return new Response(bodiless.has(answer.status) ? null : bodyOf(answer, bytes, signal), {
    status: answer.status,
    headers: { ...answer.headers, 'Content-Length': String(length) },
  });
}

function bodyOf({ delivery }: Answer, bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal): BodyInit {
  switch (delivery.kind) {
    case 'stalled-body':
      return streamOf(async function* () {
        yield firstHalf(bytes);
        await aborted(signal);
      });
    case 'truncated':
      return streamOf(async function* () {
        yield firstHalf(bytes);
        throw connectionError('terminated', 'UND_ERR_SOCKET');
      });
    case 'dripping':
      return streamOf(async function* () {
        for (const piece of inPieces(bytes, delivery.pieces)) {
          yield piece;
          await wait(delivery.pauseInMs, signal);
        }
      });
    default:
      return bytes;
  }
}

function streamOf(pieces: () => AsyncGenerator<Uint8Array, void>): ReadableStream<Uint8Array> {
  const iterator = pieces();
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await iterator.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
    },
    { highWaterMark: 0 },
  );
}

/** Waits for the signal, then rejects with its reason. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function connectionError(message: string, code: string): TypeError {
  return new TypeError(message, { cause: Object.assign(new Error('other side closed'), { code }) });
}
