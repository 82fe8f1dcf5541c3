import type { OperationId } from './operations.ts';

/** What is asked: always a GET. */
export interface Question {
  readonly operationId: OperationId;
  /** Where in the address the operation is: `/partner` for the superseding one, perhaps, and with or without its last slash. */
  readonly prefix?: '' | '/partner';
  readonly withoutSlash?: boolean;
  readonly customerId?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly continuationToken?: string;
  /** The status that the contract promises; nothing when any may come. */
  readonly expectedStatus?: number;
  /** Whether it only asks if the operation is at this address: then not to be there is an answer like any other. */
  readonly seeksAddress?: boolean;
}

/** An answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly size: number;
  readonly beginsWithByteOrderMark: boolean;
  /** Without its byte order mark; nothing when the bytes are no UTF-8. */
  readonly text: string | undefined;
  /** Parsed; nothing when the text is no JSON. */
  readonly body: unknown;
}

/** A question and what came back. */
export interface Exchange {
  readonly question: Question;
  /** The address that was asked. Not to be printed: it may say whose gateway it is, and about which customer it asks. */
  readonly url: string;
  /** What was sent besides the token. */
  readonly headers: Readonly<Record<string, string>>;
  /** Nothing when no complete answer came. */
  readonly answer: Answer | undefined;
  /** Why not: a code such as `ECONNRESET`, never a text that was received. */
  readonly failure: string | undefined;
}
