import type { IncomingMessage } from 'node:http';
import { inspect } from 'node:util';
import { describe, expect, expectTypeOf, onTestFinished, test, vi } from 'vitest';
import { readBody } from '../../src/call/response.ts';
import { createClient } from '../../src/index.ts';
import { createNodeFetch } from '../../src/node/create-node-fetch.ts';
import { serve } from './support/serve.ts';
import { openNodeFetch, transports } from './support/transports.ts';

describe.each(transports)('%s', (_, open) => {
  test('sends method, address and headers unchanged', async () => {
    const seen: IncomingMessage[] = [];
    const { url } = await serve((request, response) => {
      seen.push(request);
      response.end('{}');
    });
    const headers = new Headers({
      authorization: 'Bearer a',
      'MS-RequestId': 'id',
      accept: 'application/json',
    });
    await open()(`${url}/v1/customers?size=2&q=%27x%27#part`, { headers, redirect: 'manual' });
    expect(seen.map(({ method, url: path }) => [method, path])).toEqual([
      ['GET', '/v1/customers?size=2&q=%27x%27'],
    ]);
    expect(seen[0]?.headers).toMatchObject({
      authorization: 'Bearer a',
      'ms-requestid': 'id',
      accept: 'application/json',
      'accept-encoding': expect.stringContaining('gzip'),
      host: new URL(url).host,
    });
  });

  test('returns status, address and headers, in any case and number', async () => {
    const { url } = await serve((_request, response) => {
      const headers = { 'MS-RequestId': 'id', 'Set-Cookie': ['a=1', 'b=2'], 'X-Two': ['one', 'two'] };
      response.writeHead(404, 'Nowhere', headers);
      response.end('gone');
    });
    const answer = await open()(`${url}/a?b=c`);
    expect(answer).toMatchObject({
      status: 404,
      statusText: 'Nowhere',
      ok: false,
      type: 'basic',
      redirected: false,
    });
    expect(answer.url).toBe(`${url}/a?b=c`);
    expect(answer.headers.get('ms-requestid')).toBe('id');
    expect(answer.headers.get('MS-REQUESTID')).toBe('id');
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(answer.headers.get('x-two')).toBe('one, two');
    expect(answer.headers.get('x-none')).toBeNull();
    expect(answer.bodyUsed).toBe(false);
    expect(await answer.text()).toBe('gone');
    expect(answer.bodyUsed).toBe(true);
    await expect(answer.text()).rejects.toBeInstanceOf(TypeError);
  });

  test.each([
    ['HEAD', 200],
    ['GET', 204],
    ['GET', 304],
  ])('has no body for %s and %i', async (method, status) => {
    const { url } = await serve((_request, response) => response.writeHead(status).end());
    const answer = await open()(url, { method });
    expect(answer.status).toBe(status);
    expect(await answer.text()).toBe('');
  });

  test('has an empty body if the answer has none', async () => {
    const { url } = await serve((_request, response) => response.end());
    expect(await (await open()(url)).text()).toBe('');
  });

  test('returns a body as text, JSON, bytes, stream and copy', async () => {
    const { url } = await serve((_request, response) => response.end('{"a":"ü"}'));
    const fetch = open();
    const bytes = new TextEncoder().encode('{"a":"ü"}');
    expect(await (await fetch(url)).json()).toEqual({ a: 'ü' });
    expect(await (await fetch(new URL(url))).bytes()).toEqual(bytes);
    expect(new Uint8Array(await (await fetch(new Request(url))).arrayBuffer())).toEqual(bytes);
    expect(await (await (await fetch(url)).blob()).text()).toBe('{"a":"ü"}');
    const pieces: Uint8Array[] = [];
    for await (const piece of (await fetch(url)).body ?? []) pieces.push(piece);
    expect(Buffer.concat(pieces).toString()).toBe('{"a":"ü"}');
    const answer = await fetch(url);
    expect(await answer.clone().text()).toBe(await answer.text());
  });

  test('returns a redirect with manual mode, without following it', async () => {
    let requests = 0;
    const { url } = await serve((_request, response) => {
      requests += 1;
      response.writeHead(307, { location: 'https://elsewhere.example/' }).end();
    });
    const answer = await open()(url, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([307, 'https://elsewhere.example/']);
    await expect(open()(url, { redirect: 'error' })).rejects.toMatchObject({
      message: 'fetch failed',
      cause: { message: 'unexpected redirect' },
    });
    expect(requests).toBe(2);
  });

  test('posts a form', async () => {
    const { url } = await serve((request, response) => {
      const type = request.headers['content-type'] ?? '';
      let form = `${request.method} ${type} `;
      request.setEncoding('utf8').on('data', (piece: string) => (form += piece));
      request.on('end', () => response.end(form));
    });
    const init = { method: 'POST', body: new URLSearchParams({ a: 'b c' }) };
    const expected = 'POST application/x-www-form-urlencoded;charset=UTF-8 a=b+c';
    expect(await (await open()(url, init)).text()).toBe(expected);
    expect(await (await open()(new Request(url, init))).text()).toBe(expected);
  });

  test('ignores informational responses', async () => {
    const { url } = await serve((_request, response) => {
      response.writeEarlyHints({ link: '</a>; rel=preload' });
      response.end('whole');
    });
    const answer = await open()(url);
    expect([answer.status, await answer.text()]).toEqual([200, 'whole']);
  });

  test.each(['ftp://127.0.0.1/', 'http://user:s3cret@127.0.0.1/', 'nowhere'])(
    'refuses %s',
    async (address) => {
      await expect(open()(address)).rejects.toBeInstanceOf(TypeError);
    },
  );
});

describe('createNodeFetch', () => {
  test('is a fetch', () => {
    expectTypeOf(createNodeFetch()).toExtend<typeof globalThis.fetch>();
    expectTypeOf(createNodeFetch()).toExtend<AsyncDisposable>();
  });

  test('does not quote a password, unlike fetch', async () => {
    const error: unknown = await openNodeFetch()('http://user:s3cret@127.0.0.1/').catch(
      (thrown: unknown) => thrown,
    );
    expect(inspect(error)).toContain('a URL with credentials');
    expect(inspect(error)).not.toContain('s3cret');
  });

  test('follows no redirect: the client does, within the origin', async () => {
    const { url } = await serve((_request, response) => response.writeHead(302, { location: '/a' }).end());
    await expect(openNodeFetch()(url)).rejects.toMatchObject({ cause: { message: 'unexpected redirect' } });
  });

  test.each<[string, (response: Response) => Response | Promise<Response>]>([
    [
      'reads a clone',
      async (response) => ((await response.clone().text()) === '' ? Response.error() : response),
    ],
    ['hands a clone on', (response) => response.clone()],
    ['looks at the body', (response) => (response.body === null ? Response.error() : response)],
    ['looks whether the body was used', (response) => (response.bodyUsed ? Response.error() : response)],
    ['asks instanceof', (response) => (response instanceof Response ? response : Response.error())],
    ['makes a response of its own', (response) => new Response(response.body, response)],
  ])('works for a client behind a wrapper that %s', async (_, wrap) => {
    const { url } = await serve((_request, response) => {
      response.setHeader('content-type', 'application/json').end('{"totalCount":0,"items":[]}');
    });
    const fetch = openNodeFetch();
    const client = createClient({
      credential: () => 'token',
      baseUrl: url,
      fetch: async (input, init) => wrap(await fetch(input, init)),
    });
    expect(await client.getPartnerLicensesUsage()).toMatchObject({ totalCount: 0, items: [] });
  });

  test('gives a body that can be read only once, with any reader', async () => {
    const { url } = await serve((_request, response) => response.end('{}'));
    const fetch = openNodeFetch();
    const readers = ['arrayBuffer', 'blob', 'bytes', 'json', 'text'] as const;
    for (const reader of readers) {
      const answer = await fetch(url);
      expect(answer.bodyUsed).toBe(false);
      await answer[reader]();
      expect(answer.bodyUsed).toBe(true);
      await expect(answer[reader]()).rejects.toBeInstanceOf(TypeError);
      expect(() => answer.clone()).toThrow(TypeError);
    }
    const read = await fetch(url);
    await readBody(read, 100, new AbortController().signal);
    expect(read.bodyUsed).toBe(true);
    await expect(read.text()).rejects.toBeInstanceOf(TypeError);
    await expect(readBody(read, 100, new AbortController().signal)).rejects.toBeInstanceOf(TypeError);
  });

  test('has clones with its address', async () => {
    const { url } = await serve((_request, response) => {
      response.writeHead(404, 'Nowhere', { 'x-one': '1', 'content-type': 'text/plain' }).end('gone');
    });
    const clone = (await openNodeFetch()(url)).clone();
    expect([clone.url, clone.status, clone.statusText]).toEqual([`${url}/`, 404, 'Nowhere']);
    expect(clone.headers.get('x-one')).toBe('1');
    expect((await clone.blob()).type).toBe('text/plain');
  });

  test('takes a Request of another copy of undici, with its body, and init in place of its parts', async () => {
    const { Request: OtherRequest } = await import('undici-7');
    const { url } = await serve((request, response) => {
      let seen = `${request.method} ${String(request.headers['x-one'])} `;
      request.setEncoding('utf8').on('data', (piece: string) => (seen += piece));
      request.on('end', () => response.end(seen));
    });
    const request = () => new OtherRequest(url, { method: 'POST', headers: { 'x-one': '1' }, body: 'a=b' });
    // @ts-expect-error another class of the same shape
    expect(await (await openNodeFetch()(request())).text()).toBe('POST 1 a=b');
    const init = { method: 'PUT', headers: { 'x-one': '2' }, body: 'c=d' };
    // @ts-expect-error another class of the same shape
    expect(await (await openNodeFetch()(request(), init)).text()).toBe('PUT 2 c=d');
  });

  test('refuses a header that would become two, without showing its value', async () => {
    const asking = openNodeFetch()('http://127.0.0.1:1', { headers: { 'x-one': 's3cret\r\nx-two: 2' } });
    const error: unknown = await asking.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toContain('x-one');
    expect(inspect(error)).not.toContain('s3cret');
  });

  test('needs neither Request nor Headers as a global', async () => {
    const { url } = await serve((request, response) => {
      response.end([request.headers['x-one'], request.headers['content-type']].join(' '));
    });
    vi.stubGlobal('Request', undefined);
    vi.stubGlobal('Headers', undefined);
    onTestFinished(() => void vi.unstubAllGlobals());
    const init = { method: 'POST', headers: { 'x-one': '1' }, body: 'a=b' };
    const answer = await openNodeFetch()(url, init);
    expect(await readBody(answer, 100, new AbortController().signal)).toBe('1 text/plain;charset=UTF-8');
  });
});
