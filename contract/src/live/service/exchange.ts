import type { OperationId } from './operations.ts';

/** A request, which is always a GET. */
export interface Question {
  readonly operationId: OperationId;
  /** The prefix of the path, which may be `/partner` for the superseding operation. */
  readonly prefix?: '' | '/partner';
  readonly withoutSlash?: boolean;
  readonly customerId?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly continuationToken?: string;
  /** The status that the contract promises; absent if any status is possible. */
  readonly expectedStatus?: number;
  /** Whether the request only probes for the operation at this address, so that a 404 is a valid answer. */
  readonly seeksAddress?: boolean;
}

/** A complete answer. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly size: number;
  readonly beginsWithByteOrderMark: boolean;
  /** The text without its byte order mark; absent when the bytes are not UTF-8. */
  readonly text: string | undefined;
  /** The parsed text; absent when it is not JSON. */
  readonly body: unknown;
}

/** A question and its answer. */
export interface Exchange {
  readonly question: Question;
  /** The requested address. It must not be printed, because it may identify the gateway and a customer. */
  readonly url: string;
  /** The sent headers, except the token. */
  readonly headers: Readonly<Record<string, string>>;
  /** Absent without a complete answer. */
  readonly answer: Answer | undefined;
  /** Why there is no answer: a code such as `ECONNRESET`, never received text. */
  readonly failure: string | undefined;
}
