import { describe, expect, test } from 'vitest';
import { ForeignOriginProblem } from '../../src/call/redirect.ts';
import { send, type OutgoingRequest } from '../../src/call/request.ts';
import type { Fetch } from '../../src/client-options.ts';

const origin = 'https://api.partnercenter.microsoft.com';

interface Exchange {
  readonly fetch: Fetch;
  readonly requests: Request[];
}

/** A transport that returns the answers one after another. */
function answering(...answers: readonly Response[]): Exchange {
  const requests: Request[] = [];
  const fetch: Fetch = async (input, init) => {
    const request = new Request(input, init);
    const answer = answers[requests.length];
    requests.push(request);
    if (answer === undefined) throw new Error(`No answer for ${request.url}`);
    return answer;
  };
  return { fetch, requests };
}

function redirectTo(location: string, status = 307): Response {
  return new Response(null, { status, headers: { location } });
}

function withStatus(status: number): Response {
  return Object.defineProperty(new Response(), 'status', { value: status });
}

function createRequest(signal = new AbortController().signal): OutgoingRequest {
  return {
    method: 'GET',
    url: `${origin}/v1/customers?size=2`,
    headers: { authorization: 'Bearer token', 'ms-requestid': 'id' },
    signal,
  };
}

describe('send', () => {
  test.for([200, 204, 300, 304, 404, 500])('returns an answer with status %d unchanged', async (status) => {
    const answer = new Response(null, { status, headers: { location: 'https://evil.example' } });
    const { fetch, requests } = answering(answer);
    expect(await send(fetch, createRequest())).toBe(answer);
    expect(requests).toHaveLength(1);
  });

  test('returns a redirect without a location', async () => {
    const answer = new Response(null, { status: 302 });
    expect(await send(answering(answer).fetch, createRequest())).toBe(answer);
  });

  test.for([301, 302, 303, 307, 308])('follows %d within the origin with every header', async (status) => {
    const answer = new Response('{}');
    const { fetch, requests } = answering(redirectTo('/partner/v1/customers?size=2', status), answer);
    const { signal } = new AbortController();
    expect(await send(fetch, createRequest(signal))).toBe(answer);
    const [, second] = requests;
    expect(second?.url).toBe(`${origin}/partner/v1/customers?size=2`);
    expect(second?.method).toBe('GET');
    expect(second?.redirect).toBe('manual');
    expect(second?.headers.get('authorization')).toBe('Bearer token');
    expect(second?.headers.get('ms-requestid')).toBe('id');
  });

  test('passes the abort on to the redirected request', async () => {
    const controller = new AbortController();
    const { fetch, requests } = answering(redirectTo('/elsewhere'), new Response());
    await send(fetch, createRequest(controller.signal));
    controller.abort('enough');
    expect(requests[1]?.signal.reason).toBe('enough');
  });

  test('resolves a location against the previous request, not the first one', async () => {
    const { fetch, requests } = answering(redirectTo('/a/b'), redirectTo('c'), new Response());
    await send(fetch, createRequest());
    expect(requests.map(({ url }) => url.slice(origin.length))).toEqual([
      '/v1/customers?size=2',
      '/a/b',
      '/a/c',
    ]);
  });

  test.for([
    'https://evil.example/v1/customers',
    'http://api.partnercenter.microsoft.com/v1/customers',
    'https://api.partnercenter.microsoft.com:8443/v1/customers',
    '//evil.example/v1/customers',
    '/\\evil.example/v1/customers',
    'https://api.partnercenter.microsoft.com@evil.example/',
    'data:application/json,{}',
    'blob:https://api.partnercenter.microsoft.com/4d3cf487',
    'https://[::',
    'https://user:s3cret@api.partnercenter.microsoft.com/v1/customers',
  ])('sends no token to %s', async (location) => {
    const { fetch, requests } = answering(redirectTo(location));
    const sending = send(fetch, createRequest());
    await expect(sending).rejects.toBeInstanceOf(ForeignOriginProblem);
    await expect(sending).rejects.not.toThrow(/s3cret/);
    expect(requests).toHaveLength(1);
  });

  test('sends no token back to the origin after another origin', async () => {
    const { fetch, requests } = answering(
      redirectTo('/a'),
      redirectTo('https://evil.example/'),
      redirectTo('/b'),
    );
    await expect(send(fetch, createRequest())).rejects.toThrow('another origin');
    expect(requests).toHaveLength(2);
  });

  test('follows five redirects and no more', async () => {
    const loop = () => redirectTo('/v1/customers?size=2');
    const answer = new Response();
    const { fetch } = answering(loop(), loop(), loop(), loop(), loop(), answer);
    expect(await send(fetch, createRequest())).toBe(answer);
    const endless = answering(loop(), loop(), loop(), loop(), loop(), loop());
    await expect(send(endless.fetch, createRequest())).rejects.toThrow('more than 5 redirects');
    expect(endless.requests).toHaveLength(6);
  });

  test('refuses a redirect that a browser hides', async () => {
    const hidden = Object.defineProperty(Response.error(), 'type', { value: 'opaqueredirect' });
    await expect(send(answering(hidden).fetch, createRequest())).rejects.toThrow(
      new ForeignOriginProblem('a redirect that a browser hides'),
    );
  });

  test.for([
    ['https://[', 'a redirect to an invalid address'],
    ['https://user@api.partnercenter.microsoft.com/', 'a redirect to a URL with credentials'],
    ['https://:s3cret@api.partnercenter.microsoft.com/', 'a redirect to a URL with credentials'],
  ] as const)('says what is wrong with %s, without quoting it', async ([location, message]) => {
    const sending = send(answering(redirectTo(location)).fetch, createRequest());
    await expect(sending).rejects.toMatchObject({ name: 'ForeignOriginProblem', message });
  });

  test('discards the body of a redirect', async () => {
    let cancelled = 0;
    const body = () => new ReadableStream({ cancel: () => void (cancelled += 1) });
    const leading = (location: string) => new Response(body(), { status: 302, headers: { location } });
    await send(answering(leading('/a'), new Response()).fetch, createRequest());
    expect(cancelled).toBe(1);
    const foreign = send(answering(leading('https://evil.example/')).fetch, createRequest());
    await expect(foreign).rejects.toBeInstanceOf(ForeignOriginProblem);
    expect(cancelled).toBe(2);
  });

  test.for([undefined, null, 'text', {}, { status: 200 }, { status: '200', headers: new Headers() }])(
    'rejects %j, which is not a response',
    async (answer) => {
      // @ts-expect-error a transport that is written in JavaScript may return anything
      await expect(send(async () => answer, createRequest())).rejects.toMatchObject({
        name: 'ConfigurationError',
        argument: 'fetch',
      });
    },
  );

  test.for([Response.error(), withStatus(Number.NaN), withStatus(0), withStatus(101)])(
    'rejects %o, a network error, as a failed connection',
    async (answer) => {
      await expect(send(answering(answer).fetch, createRequest())).rejects.toThrow(
        new TypeError(`fetch returned no usable response, only status ${answer.status}`),
      );
    },
  );

  test('accepts a response of another realm, by its shape', async () => {
    const answer = { status: 200, headers: { get: () => null } };
    // @ts-expect-error no instance of this realm's Response
    expect(await send(async () => answer, createRequest())).toBe(answer);
  });

  test('rejects with what the transport threw', async () => {
    const failure = new TypeError('fetch failed');
    await expect(send(() => Promise.reject(failure), createRequest())).rejects.toBe(failure);
  });
});
