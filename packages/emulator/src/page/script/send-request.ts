import type { TriedRequest } from './read-form.ts';

/** The answer, as the page shows it. */
export interface ShownAnswer {
  /** Status, time and size in one line. */
  readonly summary: string;
  readonly isRefusal: boolean;
  readonly headers: string;
  /** The body as text, with notes on what the browser has removed. */
  readonly body: string;
}

/**
 * Sends a request and reads the answer to its end. Never rejects: a broken connection is shown as an answer. Part of
 * the page's script, so it may not use anything from outside.
 */
export async function sendRequest(request: TriedRequest): Promise<ShownAnswer> {
  const giveUpAfterInMs = 10_000;
  const headers = new Headers({ Accept: 'application/json' });
  const started = performance.now();
  const elapsed = (): string => `${Math.round(performance.now() - started)} ms`;
  try {
    if (request.token !== '') headers.set('Authorization', `Bearer ${request.token}`);
    if (request.faults.length > 0) headers.set('X-Emulator-Fault', request.faults.join(', '));
    const response = await fetch(request.address, {
      headers,
      signal: AbortSignal.timeout(giveUpAfterInMs),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const spent = elapsed();
    const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
    const transferred = Number(response.headers.get('content-length') ?? bytes.length);
    const size = [
      `${bytes.length.toLocaleString('en')} bytes`,
      ...(transferred === bytes.length ? [] : [`${transferred.toLocaleString('en')} as sent`]),
      ...(hasMark ? ['with a byte order mark'] : []),
      ...(isUtf16 ? ['in UTF-16'] : []),
    ].join(', ');
    const redirected = response.redirected ? `, redirected to ${response.url}` : '';
    return {
      summary: `${response.status} ${response.statusText} · ${spent} · ${size}${redirected}`,
      isRefusal: !response.ok,
      headers: [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n'),
      body: new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes),
    };
  } catch (error) {
    return {
      summary: `No answer · ${elapsed()} · ${String(error)}`,
      isRefusal: true,
      headers: '',
      body: '',
    };
  }
}
