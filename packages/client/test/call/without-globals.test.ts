import { expect, onTestFinished, test, vi } from 'vitest';
import { createClient } from '../../src/create-client.ts';

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
