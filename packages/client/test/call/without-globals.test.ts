import { expect, onTestFinished, test, vi } from 'vitest';
import { createClient } from '../../src/create-client.ts';
import { thrownBy } from '../support/thrown-by.ts';

test.for([
  ['TextDecoder', undefined, 'a function, received "undefined"'],
  ['crypto', undefined, 'an object with randomUUID, received "undefined"'],
  ['crypto', { subtle: {} }, 'an object with randomUUID, received an object'],
] as const)('a client can not be created where %s is %j', ([name, found, words]) => {
  vi.stubGlobal(name, found);
  onTestFinished(() => void vi.unstubAllGlobals());
  expect(thrownBy(() => createClient({ credential: () => 'token' }))).toMatchObject({
    name: 'ConfigurationError',
    argument: name,
    message: `${name}: expected ${words}. Nothing was sent. Example: Node.js, or a page over https`,
  });
});

test('the client is imported where TextDecoder is missing', async () => {
  vi.stubGlobal('TextDecoder', undefined);
  vi.resetModules();
  onTestFinished(() => void vi.unstubAllGlobals());
  const { isLicensesUsageError } = await import('../../src/index.ts');
  expect(isLicensesUsageError(new Error('any'))).toBe(false);
});

test('a call without any fetch says how to pass one, and is not retried', async () => {
  vi.stubGlobal('fetch', undefined);
  onTestFinished(() => void vi.unstubAllGlobals());
  const client = createClient({ credential: () => 'token' });
  await expect(client.getPartnerLicensesUsage()).rejects.toMatchObject({
    name: 'TransportError',
    attempts: [{ cause: 'failed' }],
    message: expect.stringContaining('This platform has no fetch. Pass one: createClient({ fetch }).'),
  });
});

test('a call needs no global Request, Headers or Response', async () => {
  for (const name of ['Request', 'Headers', 'Response']) vi.stubGlobal(name, undefined);
  onTestFinished(() => void vi.unstubAllGlobals());
  const sent: unknown[] = [];
  const client = createClient({
    credential: () => 'token',
    // @ts-expect-error what a call uses of a response, and no more
    fetch: async (url, init) => {
      sent.push([url, init?.method]);
      const pieces = [new TextEncoder().encode('{"totalCount":0,"items":[]}')];
      const read = async () => ({ done: pieces.length === 0, value: pieces.shift() });
      return {
        status: 200,
        headers: new Map(),
        body: { getReader: () => ({ read, cancel: async () => {} }) },
      };
    },
  });
  expect(await client.getPartnerLicensesUsage()).toMatchObject({ totalCount: 0, items: [] });
  expect(sent).toEqual([['https://api.partnercenter.microsoft.com/v1/analytics/licenses/usage', 'GET']]);
});
