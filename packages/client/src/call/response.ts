import { cleanForeignText } from '../errors/foreign-text.ts';
import { hasMethods } from '../input/values.ts';
import { abortable } from '../time/abort.ts';

/** Reads a body piece by piece, as the reader of a stream does. */
export interface BodyReader {
  /** Whether it rejects on its own when the signal of its request aborts. Readers of other streams may not. */
  readonly heedsAbort?: boolean;
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
  cancel(reason?: unknown): Promise<void>;
}

/** A browser hides a redirect: its response has the type `opaqueredirect` and no status. */
export function isRedirect({ type, status }: Response): boolean {
  return type === 'opaqueredirect' || (status >= 300 && status <= 399);
}

/** Whether a response is the answer itself: neither a redirect nor a network error such as `Response.error()`. */
export function isAnswer({ status }: Response): boolean {
  return isSuccessStatus(status) || status >= 400;
}

/** Checked by shape: the response may come from another copy of undici or from another realm. */
export function isResponse(value: unknown): boolean {
  const isObject = hasMethods(value, []) && 'status' in value && 'headers' in value;
  return isObject && typeof value.status === 'number' && hasMethods(value.headers, ['get']);
}

export function isSuccessStatus(status: number): boolean {
  return status >= 200 && status <= 299;
}

/** The headers of an answer, by their names in lower case. */
export interface AnswerHeaders {
  get(name: string): string | null;
}

/** The headers of an answer that never began. */
export const noHeaders: AnswerHeaders = { get: () => null };

/**
 * Marks a response whose headers can be read without a copy and whose body without a stream. Shared by every copy of
 * this package.
 */
export const direct: unique symbol = Symbol.for('@licenses-usage/client/direct');

export interface DirectResponse {
  readonly [direct]: {
    readonly headers: AnswerHeaders;
    /** Begins to read the body; `undefined` when there is none. */
    openBody(): BodyReader | undefined;
  };
}

export function headersOf(response: Response): AnswerHeaders {
  return isDirect(response) ? response[direct].headers : response.headers;
}

/**
 * The headers of an answer for errors, events and results: cleaned, and without the token.
 * `WWW-Authenticate` stays as it is. It is only parsed, and its claims look like a token.
 */
export function cleanHeadersOf(response: Response, token: string): AnswerHeaders {
  const headers = headersOf(response);
  return {
    get(name) {
      const value = headers.get(name);
      if (typeof value !== 'string' || name === 'www-authenticate') return value;
      return cleanForeignText(value, [token]);
    },
  };
}

/** Begins to read a body; `undefined` when there is none. */
export function openBody(response: Response): BodyReader | undefined {
  if (isDirect(response)) return response[direct].openBody();
  const { body } = response;
  return hasMethods(body, ['getReader']) ? body.getReader() : openWhole(response);
}

/**
 * Reads a body at once. The responses of React Native and of many mocks have no stream, and those of `node-fetch` have
 * one of Node.js.
 */
function openWhole(response: Response): BodyReader | undefined {
  if (response.body === null || !hasMethods(response, ['text'])) return undefined;
  let isRead = false;
  return {
    async read() {
      if (isRead) return { done: true };
      isRead = true;
      return { done: false, value: new TextEncoder().encode(await response.text()) };
    },
    async cancel() {},
  };
}

/** Frees the socket of a response that is not read. */
export function discardBody(response: Response): void {
  cancelBody(response).catch(() => {});
}

/** Rejects when the body is being read already, by a wrapper around `fetch` for example. */
async function cancelBody(response: Response): Promise<void> {
  await (isDirect(response) ? response[direct].openBody()?.cancel() : response.body?.cancel());
}

function isDirect(response: object): response is DirectResponse {
  return direct in response;
}

/** An answer that the client rejects. It would reject the next one too. */
export class AnswerProblem extends Error {}

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
    // Not a number when a piece is not made of bytes.
    if (!(sizeInBytes <= maxSizeInBytes))
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

/** Created with the first body, because a platform may lack `TextDecoder`: jsdom does. */
let decoder: TextDecoder | undefined;

/**
 * Decodes the pieces of a body in one go: decoding piece by piece takes three times as long.
 * @throws {BodyProblem} when they are not UTF-8.
 */
export function decodeBody(pieces: readonly Uint8Array[]): string {
  decoder ??= new TextDecoder('utf-8', { fatal: true });
  try {
    return decoder.decode(join(pieces));
  } catch {
    throw new BodyProblem('UTF-8 text', 'other bytes');
  }
}
