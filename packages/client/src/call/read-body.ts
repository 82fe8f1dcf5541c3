import { abortable } from './caller-signal.ts';
import { openBody, type BodyReader } from './direct-response.ts';
import { AnswerProblem } from './outcome.ts';

/** A body that the client does not accept. */
export class BodyProblem extends AnswerProblem {
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
  const reader = openBody(response);
  if (reader === undefined) return '';
  try {
    const pieces = readPieces(reader, maxSizeInBytes);
    return decodeBody(await (reader.heedsAbort === true ? pieces : abortable(pieces, abortSignal)));
  } catch (error) {
    // Frees the socket: otherwise it stays open until the service has sent everything. Not awaited.
    reader.cancel(error).catch(() => {});
    throw error;
  }
}

async function readPieces(reader: BodyReader, maxSizeInBytes: number): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  let sizeInBytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done || value === undefined) return pieces;
    sizeInBytes += value.byteLength;
    if (sizeInBytes > maxSizeInBytes)
      throw new BodyProblem(`at most ${maxSizeInBytes} bytes (maxBodySizeInBytes)`, 'more');
    pieces.push(value);
  }
}

function join(pieces: readonly Uint8Array[]): Uint8Array {
  const [first] = pieces;
  if (first !== undefined && pieces.length === 1) return first;
  const whole = new Uint8Array(pieces.reduce((size, piece) => size + piece.byteLength, 0));
  let end = 0;
  for (const piece of pieces) {
    whole.set(piece, end);
    end += piece.byteLength;
  }
  return whole;
}

/** Decodes in one go: decoding piece by piece takes three times as long. */
const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Decodes the pieces of a body.
 * @throws {BodyProblem} when they are not UTF-8.
 */
export function decodeBody(pieces: readonly Uint8Array[]): string {
  try {
    return decoder.decode(join(pieces));
  } catch {
    throw new BodyProblem('UTF-8 text', 'other bytes');
  }
}
