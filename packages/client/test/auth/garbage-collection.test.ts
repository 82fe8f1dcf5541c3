import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

/** Sends a request to a server that never answers, collects garbage, then lets the time run out. */
const program = `
  import { createServer } from 'node:http';
  import { createRefreshTokenCredential } from './src/auth/index.ts';

  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const timers = new Set();
  const clock = {
    now: () => 0,
    schedule(callback) {
      timers.add(callback);
      return () => timers.delete(callback);
    },
  };
  const credential = createRefreshTokenCredential({
    tenantId: 'contoso.example',
    clientId: '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04',
    clientSecret: 's3cret',
    authority: 'http://127.0.0.1:' + server.address().port,
    tokenStore: { load: async () => 'token', save: async () => {} },
    retry: { maxRetries: 0 },
    clock,
  });
  const arrived = new Promise((resolve) => server.once('request', resolve));
  const asking = credential.getToken([]).catch((error) => error.message);
  const { socket } = await arrived;
  for (let round = 0; round < 5; round += 1) {
    globalThis.gc();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const closed = new Promise((resolve) => socket.once('close', resolve));
  for (const callback of timers) callback();
  console.log(await asking);
  await closed;
  console.log('closed');
  server.close();
`;

test('a token request ends at its time limit, even when garbage was collected meanwhile', async () => {
  const cwd = fileURLToPath(new URL('../../', import.meta.url));
  const args = ['--expose-gc', '--input-type=module', '--eval', program];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd });
  expect(stdout).toMatch(/no complete answer within attemptTimeoutInMs = 30000 ms\..*\nclosed\n$/);
});
