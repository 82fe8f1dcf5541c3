import { MatchersV3, PactV4, type V3MockServer } from '@pact-foundation/pact';
import { createClient, type LicensesUsageClient } from '../../../src/index.ts';
import { createNodeFetch } from '../../../src/node/create-node-fetch.ts';
import { consumer, provider, writtenFolder } from './pact-files.ts';

const { regex, uuid } = MatchersV3;

/** A contract to which interactions are added, one test at a time. */
export function createContract(): PactV4 {
  return new PactV4({ consumer, provider, dir: writtenFolder, logLevel: 'warn' });
}

/** The headers of every request. The contract leaves the value of the token open. */
export const requestHeaders = {
  Authorization: regex('^Bearer [!-~]+$', 'Bearer pact-token'),
  Accept: 'application/json',
  'MS-RequestId': uuid('f657d2a8-9ed6-41b4-abfc-3cf4abebd62f'),
  'MS-CorrelationId': uuid('ae3b8c36-348b-46bc-9a60-398f973153ff'),
  'MS-Contract-Version': 'v1',
  'MS-PartnerCenter-Client': 'licenses-usage TypeScript client',
  'MS-PartnerCenter-Application': 'Contract tests',
  'X-Locale': 'en-US',
};

/** The service says that its answers are UTF-8 JSON. */
export const responseHeaders = {
  'Content-Type': regex('^application/json(;.*)?$', 'application/json; charset=utf-8'),
};

const nodeFetch = createNodeFetch();

/** The client as a program uses it, pointed at Pact's mock server. */
export function clientOf(mockServer: V3MockServer): LicensesUsageClient {
  return createClient({
    credential: () => 'pact-token',
    baseUrl: mockServer.url,
    applicationName: 'Contract tests',
    commercialPathPrefix: '',
    ...(process.env['LICENSES_USAGE_TRANSPORT'] === 'node' ? { fetch: nodeFetch } : {}),
    // The contract covers the form of a refusal, not what the client does next.
    retry: { maxRetries: 0 },
    // A page is requested only when a test asks for it.
    prefetchPages: 0,
  });
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}
