/** An answer before it is encoded and delivered. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Encoded as `charset` says on delivery. Empty text is an empty body, without a byte order mark. */
  readonly body: string;
  readonly charset: Charset;
  readonly contentEncoding: ContentEncoding;
  readonly delivery: Delivery;
}

export type Charset = 'utf-8' | 'utf-8-with-bom' | 'utf-16le-with-bom';

export type ContentEncoding = 'identity' | 'gzip' | 'deflate' | 'br';

/** How the bytes reach the caller. Every kind but `whole` is a network fault. */
export type Delivery =
  | { readonly kind: 'whole' }
  /** The connection breaks before anything is sent. */
  | { readonly kind: 'reset' }
  /** Nothing is ever sent. */
  | { readonly kind: 'stalled-headers' }
  /** Headers and half of the body are sent, then nothing. */
  | { readonly kind: 'stalled-body' }
  /** The headers announce the whole body, and the connection breaks after half of it. */
  | { readonly kind: 'truncated' }
  /** The body arrives in small pieces, with pauses between them. */
  | { readonly kind: 'dripping'; readonly pieces: number; readonly pauseInMs: number };

const json = { 'Content-Type': 'application/json; charset=utf-8' };

/** An answer in JSON. The `bom` option adds the byte order mark later. */
export function jsonAnswer(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return textAnswer(status, body, { ...json, ...headers });
}

export function textAnswer(status: number, body: string, headers: Readonly<Record<string, string>>): Answer {
  return {
    status,
    headers,
    body,
    charset: 'utf-8',
    contentEncoding: 'identity',
    delivery: { kind: 'whole' },
  };
}

export function isJson(answer: Answer): boolean {
  return answer.headers['Content-Type']?.startsWith('application/json') ?? false;
}

/** The fields that the superseded operations send as doubles. */
const doubles =
  /"(usagePercent|proratedLicensesUsagePercent|deploymentPercent|proratedDeploymentPercent)":(-?\d+)(?=[,}])/g;

/**
 * Writes JSON in which a whole percentage keeps its decimal, as in the documented `0.0`. Strings that contain such a
 * key are safe, because quotes in a JSON string are escaped.
 */
export function legacyJson(body: unknown): string {
  return JSON.stringify(body).replace(doubles, '"$1":$2.0');
}

/** Thrown to answer a request with a refusal. */
export class RefusalError extends Error {
  override readonly name = 'RefusalError';
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`The request is refused with status ${answer.status}.`);
    this.answer = answer;
  }
}
