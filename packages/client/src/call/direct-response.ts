import { cleanForeignText } from '../errors/foreign-text.ts';
import { hasMethods } from '../input/values.ts';

/** Reads a body piece by piece, as the reader of a stream does. */
export interface BodyReader {
  /** Whether it rejects on its own when the signal of its request aborts. Readers of other streams may not. */
  readonly heedsAbort?: boolean;
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
  cancel(reason?: unknown): Promise<void>;
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
