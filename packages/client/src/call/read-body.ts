import { abortable } from './abortable.ts';

/** A body that is not what a client can take. */
export class BodyProblem extends Error {
  override readonly name = 'BodyProblem';
  readonly expected: string;
  readonly received: string;

  constructor(expected: string, received: string) {
    super(`expected ${expected}, received ${received}`);
    this.expected = expected;
    this.received = received;
  }
}

/**
 * Reads a body as UTF-8 text, with or without a byte order mark, and stops as soon as it exceeds the limit.
 * @throws {BodyProblem} when the body is too large or is not UTF-8.
 */
export async function readBody(
  response: Response,
  maxSizeInBytes: number,
  abortSignal: AbortSignal,
): Promise<string> {
  if (response.body === null) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let sizeInBytes = 0;
  try {
    for (;;) {
      const { done, value } = await abortable(reader.read(), abortSignal);
      if (done) return text + decode(decoder, undefined);
      sizeInBytes += value.byteLength;
      if (sizeInBytes > maxSizeInBytes)
        throw new BodyProblem(`at most ${maxSizeInBytes} bytes (maxBodySizeInBytes)`, 'more');
      text += decode(decoder, value);
    }
  } catch (error) {
    // Nothing waits for the rest: without this the socket stays open until the service has sent it all.
    reader.cancel(error).catch(() => {});
    throw error;
  }
}

function decode(decoder: TextDecoder, bytes: Uint8Array | undefined): string {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
  } catch {
    throw new BodyProblem('UTF-8 text', 'other bytes');
  }
}
