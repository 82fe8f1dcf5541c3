/** Calls a real server through the transport for Node, and has to end by itself. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { createClient } from '@licenses-usage/client';
import { createNodeFetch } from '@licenses-usage/client/node';

const server = createServer((request, response) => {
  response.setHeader('content-encoding', 'gzip');
  response.end(gzipSync(`\u{FEFF}${JSON.stringify({ items: [], totalCount: 0, path: request.url })}`));
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const nodeFetch = createNodeFetch();
const baseUrl = `http://127.0.0.1:${server.address().port}`;
const client = createClient({ credential: () => 'token', baseUrl, fetch: nodeFetch });
const { totalCount } = await client.getPartnerLicensesUsage();
await nodeFetch.close();
server.close();
assert.equal(totalCount, 0);
console.log(`Node ${process.versions.node}`);
