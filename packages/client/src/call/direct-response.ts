/** Reads a body piece by piece, as the reader of a stream does. */
export interface BodyReader {
  /** Whether it rejects by itself when the signal of its request aborts: a stream of anyone's may not. */
  readonly heedsAbort?: boolean;
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
  cancel(reason?: unknown): Promise<void>;
}

/** The headers of an answer, to be asked for one at a time, by their names in lower case. */
export interface AnswerHeaders {
  get(name: string): string | null;
}

/**
 * Where a response of a transport offers its headers without a copy and its body without a stream. The same in every copy
 * of this package.
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

/** Begins to read a body; `undefined` when there is none. */
export function openBody(response: Response): BodyReader | undefined {
  return isDirect(response) ? response[direct].openBody() : response.body?.getReader();
}

/** A response that nobody reads is not left to fill a socket. */
export function discardBody(response: Response): void {
  const discarded = isDirect(response) ? response[direct].openBody()?.cancel() : response.body?.cancel();
  discarded?.catch(() => {});
}

function isDirect(response: object): response is DirectResponse {
  return direct in response;
}
