/** Reads a body piece by piece, as the reader of a stream does. */
export interface BodyReader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
  cancel(reason?: unknown): Promise<void>;
}

/** Where a response offers its body without the cost of a stream. The same in every copy of this package. */
export const directBody: unique symbol = Symbol.for('@licenses-usage/client/direct-body');

interface DirectResponse {
  readonly [directBody]: () => BodyReader | undefined;
}

/** Begins to read a body; `undefined` when there is none. */
export function openBody(response: Response): BodyReader | undefined {
  return isDirect(response) ? response[directBody]() : response.body?.getReader();
}

/** A response that nobody reads is not left to fill a socket. */
export function discardBody(response: Response): void {
  const discarded = isDirect(response) ? response[directBody]()?.cancel() : response.body?.cancel();
  discarded?.catch(() => {});
}

function isDirect(response: object): response is DirectResponse {
  return directBody in response;
}
