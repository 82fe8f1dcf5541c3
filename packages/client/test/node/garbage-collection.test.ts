import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

/** Sends a `Request` to a server that never answers, collects garbage, then aborts. */
const program = `
  import { createServer } from 'node:http';
  import { createNodeFetch } from './src/node/create-node-fetch.ts';

  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const nodeFetch = createNodeFetch({ proxy: 'none' });
  const controller = new AbortController();
  const arrived = new Promise((resolve) => server.once('request', resolve));
  const url = 'http://127.0.0.1:' + server.address().port;
  const asking = nodeFetch(new Request(url, { signal: controller.signal })).catch((reason) => reason);
  await arrived;
  for (let round = 0; round < 5; round += 1) {
    globalThis.gc();
    await new Promise((resolve) => setImmediate(resolve));
  }
  controller.abort('enough');
  // Ends the request that has not heard of it.
  setImmediate(() => server.closeAllConnections());
  console.log(await asking);
  await nodeFetch.close();
  server.close();
`;

test('the abort of a Request is heard, even when garbage was collected since it was sent', async () => {
  const cwd = fileURLToPath(new URL('../../', import.meta.url));
  const args = ['--expose-gc', '--input-type=module', '--eval', program];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd });
  expect(stdout).toBe('enough\n');
});
