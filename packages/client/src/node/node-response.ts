import { direct, type AnswerHeaders, type BodyReader, type DirectResponse } from '../call/direct-response.ts';
import { decodeBody } from './decode-body.ts';

interface Received {
  readonly url: string;
  readonly status: number;
  readonly statusText: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** `undefined` when there can be none. */
  readonly body: BodyReader | undefined;
}

/**
 * An answer that costs nothing until it is looked at: `headers` are made when they are read, and a stream only for those
 * who ask for one. The client reads the body directly.
 */
export class NodeResponse implements Response, DirectResponse {
  readonly rawHeaders: Received['headers'];
  readonly redirected = false;
  readonly status: number;
  readonly statusText: string;
  readonly type = 'basic';
  readonly url: string;
  readonly #body: BodyReader | undefined;
  #headers: Headers | undefined;
  #reader: BodyReader | undefined;
  #whole: Response | undefined;

  constructor({ url, status, statusText, headers, body }: Received) {
    this.url = url;
    this.status = status;
    this.statusText = statusText;
    this.rawHeaders = headers;
    this.#body = body;
  }

  get ok(): boolean {
    return this.status >= 200 && this.status <= 299;
  }

  get headers(): Headers {
    this.#headers ??= toHeaders(this.rawHeaders);
    return this.#headers;
  }

  get body(): Response['body'] {
    return this.#asWhole().body;
  }

  get bodyUsed(): boolean {
    return this.#reader !== undefined && (this.#whole?.bodyUsed ?? true);
  }

  get [direct]() {
    return { headers: headersIn(this.rawHeaders), openBody: () => this.#openBody() };
  }

  /** @throws {TypeError} when the body is already being read. */
  #openBody(): BodyReader | undefined {
    if (this.#reader !== undefined) throw new TypeError('Body is unusable: Body has already been read');
    if (this.#body === undefined) return undefined;
    this.#reader = decodeBody(this.#body, headersIn(this.rawHeaders).get('content-encoding'));
    return this.#reader;
  }

  arrayBuffer(): Promise<ArrayBuffer> {
    return this.#asWhole().arrayBuffer();
  }

  blob(): Promise<Blob> {
    return this.#asWhole().blob();
  }

  bytes(): ReturnType<Response['bytes']> {
    return this.#asWhole().bytes();
  }

  clone(): Response {
    return this.#asWhole().clone();
  }

  formData(): Promise<FormData> {
    return this.#asWhole().formData();
  }

  json(): ReturnType<Response['json']> {
    return this.#asWhole().json();
  }

  text(): Promise<string> {
    return this.#asWhole().text();
  }

  #asWhole(): Response {
    this.#whole ??= new Response(this.#asStream(), this);
    return this.#whole;
  }

  #asStream(): ReadableStream<Uint8Array> | null {
    const reader = this.#openBody();
    if (reader === undefined) return null;
    return new ReadableStream({
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done || value === undefined) controller.close();
        else controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    });
  }
}

/** As `Headers` would tell them. */
function headersIn(raw: Received['headers']): AnswerHeaders {
  return {
    get(name) {
      const value = raw[name];
      if (typeof value === 'string') return value;
      return Array.isArray(value) ? value.join(', ') : null;
    },
  };
}

function toHeaders(raw: Received['headers']): Headers {
  const headers = new Headers();
  for (const name in raw) {
    const value = raw[name];
    if (typeof value === 'string') headers.append(name, value);
    else for (const one of value ?? []) headers.append(name, one);
  }
  return headers;
}
