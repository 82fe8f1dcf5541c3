import { direct, type AnswerHeaders, type BodyReader, type DirectResponse } from '../call/response.ts';
import { decodeBody, parseCodings } from './response-body.ts';

/** Headers as undici delivers them: names in lower case. */
export type RawHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

interface Received {
  readonly url: string;
  readonly status: number;
  readonly statusText: string;
  readonly headers: RawHeaders;
  /** `undefined` when the response can't have one. */
  readonly body: BodyReader | undefined;
}

/**
 * A lazy `Response`: `headers` and the stream are created on first access. The client reads the body directly, unless
 * a wrapper has accessed the stream.
 */
export class NodeResponse implements Response, DirectResponse {
  // A wrapper may check `instanceof Response`.
  static {
    Object.setPrototypeOf(this.prototype, Response.prototype);
  }

  readonly redirected = false;
  readonly status: number;
  readonly statusText: string;
  readonly type = 'basic';
  readonly url: string;
  readonly #received: Received;
  readonly #codings: readonly string[];
  #headers: Headers | undefined;
  /** Whether the body was opened without a stream. */
  #isOpened = false;
  /** Holds the body once something other than the client has accessed it. */
  #whole: Response | undefined;

  /** @throws {TypeError} when the body has too many codings. */
  constructor(received: Received, whole?: Response) {
    this.#codings = parseCodings(headersIn(received.headers).get('content-encoding'));
    this.url = received.url;
    this.status = received.status;
    this.statusText = received.statusText;
    this.#received = received;
    this.#whole = whole;
  }

  get ok(): boolean {
    return this.status >= 200 && this.status <= 299;
  }

  get headers(): Headers {
    this.#headers ??= toHeaders(this.#received.headers);
    return this.#headers;
  }

  get body(): Response['body'] {
    return this.#asWhole().body;
  }

  get bodyUsed(): boolean {
    return this.#isOpened || this.#whole?.bodyUsed === true;
  }

  get [direct]() {
    return { headers: headersIn(this.#received.headers), openBody: () => this.#openBody() };
  }

  /** @throws {TypeError} when the body is already being read. */
  #openBody(): BodyReader | undefined {
    if (this.#whole !== undefined) return this.#whole.body?.getReader();
    if (this.#isOpened) throw new TypeError('Body is unusable: Body has already been read');
    const { body } = this.#received;
    if (body === undefined) return undefined;
    this.#isOpened = true;
    return decodeBody(body, this.#codings);
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return this.#asWhole().arrayBuffer();
  }

  async blob(): Promise<Blob> {
    return this.#asWhole().blob();
  }

  async bytes(): ReturnType<Response['bytes']> {
    return this.#asWhole().bytes();
  }

  clone(): Response {
    return new NodeResponse(this.#received, this.#asWhole().clone());
  }

  async formData(): Promise<FormData> {
    return this.#asWhole().formData();
  }

  async json(): ReturnType<Response['json']> {
    return this.#asWhole().json();
  }

  async text(): Promise<string> {
    return this.#asWhole().text();
  }

  #asWhole(): Response {
    this.#whole ??= this.#isOpened ? usedResponse() : this.#openWhole();
    return this.#whole;
  }

  #openWhole(): Response {
    const reader = this.#openBody();
    this.#isOpened = false;
    return new Response(reader === undefined ? null : streamOf(reader), { headers: this.headers });
  }
}

/** Behaves like a response whose body has been read. */
function usedResponse(): Response {
  const used = new Response('');
  void used.text();
  return used;
}

function streamOf(reader: BodyReader): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done || value === undefined) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

/** The headers, read as `Headers` would read them. */
function headersIn(raw: RawHeaders): AnswerHeaders {
  return {
    get(name) {
      const value = raw[name];
      if (typeof value === 'string') return value;
      return Array.isArray(value) ? value.join(', ') : null;
    },
  };
}

function toHeaders(raw: RawHeaders): Headers {
  const headers = new Headers();
  for (const name in raw) {
    const value = raw[name];
    if (typeof value === 'string') headers.append(name, value);
    else for (const one of value ?? []) headers.append(name, one);
  }
  return headers;
}
