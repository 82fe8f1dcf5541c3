import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { cleanHeadersOf } from '../../src/call/response.ts';
import type { Fetch } from '../../src/client-options.ts';
import { createClient } from '../../src/create-client.ts';
import { ResponseFormatError } from '../../src/errors/response-format-error.ts';

describe('the headers of an answer', () => {
  test('are cleaned, except for the challenge, which is only parsed', () => {
    const token = 'App-and-user.token_1';
    const challenge = `Bearer claims="${token}"`;
    const headers = {
      'MS-RequestId': `id ${token}`,
      'MS-CV': 'a\u009b31mb',
      'MS-ServerId': 'x'.repeat(2_000),
      'WWW-Authenticate': challenge,
      'Retry-After': '7',
    };
    const clean = cleanHeadersOf(new Response(null, { headers }), token);
    expect(clean.get('ms-requestid')).toBe('id [redacted]');
    expect(clean.get('ms-cv')).toBe('a 31mb');
    expect(clean.get('ms-serverid')).toHaveLength(1_024);
    expect(clean.get('date')).toBeNull();
    expect(clean.get('www-authenticate')).toBe(challenge);
    expect(clean.get('retry-after')).toBe('7');
  });
});

describe('a response without a stream of the web', () => {
  const headers = new Headers();
  const bodyOf = (url: string) =>
    JSON.stringify(url.includes('/commercial/') ? { Value: [] } : { items: [] });

  const responses: readonly (readonly [string, (url: string) => object])[] = [
    ['of React Native or a mock', (url) => ({ status: 200, headers, text: async () => bodyOf(url) })],
    [
      'of node-fetch',
      (url) => ({
        status: 200,
        headers,
        body: Readable.from([bodyOf(url)]),
        text: async () => bodyOf(url),
      }),
    ],
  ];

  const clientOf = (answer: (url: string) => object) => {
    // @ts-expect-error such a response lacks most of the members of one
    const fetch: Fetch = async (input: string) => answer(input);
    return createClient({
      credential: () => 'token',
      fetch,
      retry: { maxRetries: 0 },
      maxBodySizeInBytes: 50,
    });
  };

  test.for(responses)('is read whole: one %s', async ([, answer]) => {
    const client = clientOf(answer);
    expect(await client.getPartnerLicensesUsage()).toMatchObject({ totalCount: 0, items: [] });
    expect(await client.listLicensesUsage().toArray()).toEqual([]);
  });

  test('is refused above the largest size', async () => {
    const text = async () => `{"items":[]}${' '.repeat(50)}`;
    const error = await clientOf(() => ({ status: 200, headers, text }))
      .getPartnerLicensesUsage()
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ResponseFormatError);
    expect(error).toMatchObject({ received: 'more' });
  });

  test('is empty when it has no body to read', async () => {
    const error = await clientOf(() => ({ status: 200, headers }))
      .getPartnerLicensesUsage()
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'ResponseFormatError', received: 'an empty body' });
  });
});
