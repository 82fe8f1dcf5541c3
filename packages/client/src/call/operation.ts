import type { OperationId } from '../call-context.ts';
import type { DecodeContext } from '../decode/decode-context.ts';
import type { paths } from '../generated/schema.ts';
import type { OwnParameters } from '../input/own-parameters.ts';

/** An operation, which is a GET, as the API description defines it. */
export interface Operation {
  readonly operationId: OperationId;
  /** The path template. */
  readonly path: keyof paths;
  /** The operation that replaces it. */
  readonly supersededBy?: OperationId;
}

/** An operation that is answered by one request. */
export interface GetOperation extends Operation {
  /** Checks the parameters that only this operation takes. Throws a `ConfigurationError`. */
  readonly resolveOwn?: (given: object | undefined) => OwnParameters;
}

/** An operation whose answer is one complete list. */
export interface CollectionOperation<Item> extends GetOperation {
  readonly readItem: (value: unknown, ctx: DecodeContext) => Item;
}

/** An operation whose answer is one object. */
export interface ResourceOperation<Resource> extends GetOperation {
  readonly read: (value: unknown, ctx: DecodeContext) => Resource;
}

/** Header parameters that only some operations take, keyed by header name. */
export type OwnHeaders = Readonly<Record<string, string>>;

/** The parsed body of a success; `undefined` when it was streamed. */
export interface Answer {
  readonly body: unknown;
  readonly ctx: DecodeContext;
}

/** One call of an operation: what to send, and how to read the answer. */
export interface CallRequest<Result> {
  readonly url: string;
  readonly ownHeaders?: OwnHeaders;
  /** The keys under which the service counts the request, from general to specific. */
  readonly throttleKeys: readonly string[];
  /** Turns the answer into the result of the call. */
  readonly read: (answer: Answer) => Result | Promise<Result>;
  /**
   * Reads the body of a success while it arrives. Runs again, with a new body, when the call is retried. Resolves to
   * the text of a body that is too small to stream.
   */
  readonly streamBody?:
    | ((response: Response, ctx: DecodeContext, abortSignal: AbortSignal) => Promise<string | undefined>)
    | undefined;
}
