import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, onTestFinished, test } from 'vitest';

import { documentedCustomerId } from '../../src/index.ts';
import { customerUsage, token, usage } from '../support/ask.ts';
import { addressOf, startProcess, startProgram } from '../support/start-program.ts';

async function fileWith(text: string | Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'emulator-data-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'data.json');
  await writeFile(file, text);
  return file;
}

const row = {
  customerTenantId: 'a1b2c3d4-0000-4000-8000-000000000001',
  customerName: 'Litware',
  productName: 'MICROSOFT 365 E5',
  workloadName: 'Exchange',
  serviceCode: 'o365',
  licensesActive: 4,
  licensesQualified: 9,
};

describe('licenses-usage-emulator', () => {
  test('serves until it is stopped, and prints an address, a token endpoint and a request to try', async () => {
    const program = startProcess('--port', '0', '--customers', '200', '--seed', '7');
    const address = await addressOf(program);
    await program.printed(/Ctrl\+C/);
    expect(program.out()).toContain(`Token endpoint: ${address}/common/oauth2/v2.0/token`);
    expect(program.out()).toContain(
      `curl -H 'Authorization: Bearer demo-token' ${address}/v1/customers/${documentedCustomerId}/analytics/licenses/usage`,
    );
    const response = await fetch(`${address}/v1/customers?size=500`, { headers: token });
    expect(await response.json()).toMatchObject({ totalCount: 200 });
    const { code, error } = await program.stop();
    expect([code, error]).toEqual([0, '']);
  });

  test('stops at once although a connection is stalled', async () => {
    const program = startProcess('--port', '0', '--fault', 'stalled-headers');
    const address = await addressOf(program);
    const stalled = fetch(address + usage(), { headers: token }).catch((error: unknown) => error);
    await program.printed(/\[stalled-headers\]/);
    expect((await program.stop()).code).toBe(0);
    expect(await stalled).toBeInstanceOf(TypeError);
  });

  test('stops at once although an answer is delayed', async () => {
    const program = startProgram('--port', '0', '--latency', '10m');
    const address = await addressOf(program);
    const waiting = fetch(address + usage(), { headers: token }).catch((error: unknown) => error);
    await program.printed(/GET \/v1/);
    expect((await program.stop()).code).toBe(0);
    expect(await waiting).toBeInstanceOf(TypeError);
  });

  test('logs a line for each request, without tokens and without the names in filters', async () => {
    const faults = ['--fault', 'gzip:operation=listLicensesUsage', '--fault', 'bom:request=1'];
    const program = startProgram('--port', '0', ...faults);
    const address = await addressOf(program);
    const headers = { Authorization: 'Bearer s3cret' };
    const filter = "customerName eq 's3cret' and channel ne 's3cret''s";
    await fetch(address + usage({ filter, top: 3 }), { headers });
    await fetch(`${address}/v1/customers?password=s3cret&size=1&filter={"Value":"s3cret"}`, { headers });
    await fetch(`${address}/nothing%0Ahere`, { headers });
    await program.printed(/nothing/);
    const { out } = await program.stop();
    const lines = out.trim().split('\n').slice(-3);
    expect(lines[0]).toMatch(
      /^\d\d:\d\d:\d\d GET \/v1\/analytics\/commercial\/usage\/license\/\?filter=customerName eq '…' and channel ne '…'&top=3 400 \[bom, gzip\]$/,
    );
    expect(lines[1]).toMatch(/ GET \/v1\/customers\?size=1&filter=\{"Value":"…"\} 400$/);
    expect(lines[2]).toMatch(/ GET \/nothing%0Ahere 404$/);
    expect(out).not.toContain('s3cret');
  });

  test('logs only JSON with --json-log', async () => {
    const port = await freePort();
    const program = startProgram('--port', String(port), '--json-log');
    const ids = { 'MS-RequestId': documentedCustomerId, 'MS-CorrelationId': row.customerTenantId };
    const ask = (): Promise<Response> =>
      fetch(`http://127.0.0.1:${port}/v1/customers`, { headers: { ...token, ...ids } });
    const asked = async (): Promise<Response> => ask().catch(asked);
    await asked();
    await program.printed(/\n/);
    const lines = (await program.stop()).out.trim().split('\n');
    const logged: unknown = JSON.parse(lines[0] ?? '');
    expect(logged).toMatchObject({
      method: 'GET',
      address: '/v1/customers',
      operation: 'listCustomers',
      status: 200,
      requestId: documentedCustomerId,
      correlationId: row.customerTenantId,
    });
  });

  test('logs nothing with --quiet', async () => {
    const program = startProgram('--port', '0', '--quiet');
    const address = await addressOf(program);
    await (await fetch(address + usage(), { headers: token })).text();
    expect((await program.stop()).out).not.toContain('/v1/analytics/commercial');
  });

  test('serves the facts of a file in UTF-8, or in what its byte order mark says', async () => {
    const text = JSON.stringify({ Value: [row] });
    const inUtf16 = Buffer.from(`\uFEFF${text}`, 'utf16le');
    for (const bytes of [text, `\uFEFF${text}`, inUtf16, Buffer.from(inUtf16).swap16()]) {
      const file = await fileWith(bytes);
      const program = startProgram('--port', '0', '--data', file, '--no-bom');
      const address = await addressOf(program);
      const response = await fetch(address + customerUsage(row.customerTenantId), { headers: token });
      expect(JSON.parse(await response.text())).toMatchObject({ items: [{ customerName: 'Litware' }] });
      await program.stop();
    }
  });

  test('applies every switch that changes answers', async () => {
    const words =
      '--port 0 --throttle-customer 1/1h --throttle 3/1h --retry-after none --latency 1ms --snapshot-date 2026-11-15 --case-sensitive-filter --no-bom --fault numeric-error-code:probability=1';
    const program = startProgram(...words.split(' '));
    const address = await addressOf(program);
    const ask = async (path: string) => {
      const response = await fetch(address + path, { headers: token });
      return {
        status: response.status,
        retry: response.headers.get('retry-after'),
        text: await response.text(),
      };
    };
    const first = await ask(customerUsage(documentedCustomerId));
    expect(first.status).toBe(200);
    expect(first.text).toMatch(/^\{.*2026-11-15T00:00:00/);
    expect(await ask(customerUsage(documentedCustomerId))).toMatchObject({ status: 429, retry: null });
    expect((await ask(usage({ filter: "channel eq 'Reseller'" }))).text).toContain('"TotalCount":0');
    expect((await ask(customerUsage('b7e1c0d4-2f6a-4c3b-9d8e-5a4f3c2b1d0e'))).text).toContain('"code":1000');
    expect((await ask('/v1/customers')).status).toBe(429);
    await program.stop();
  });

  test('applies the switches for tokens', async () => {
    const program = startProgram(
      '--port',
      '0',
      '--require-issued-tokens',
      '--no-mfa',
      '--token-lifetime',
      '5m',
    );
    const address = await addressOf(program);
    expect((await fetch(address + usage(), { headers: token })).status).toBe(400);
    const issued = await fetch(`${address}/t/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'refresh_token', client_id: 'a', refresh_token: 'b' }),
    });
    const body: unknown = await issued.json();
    expect(body).toMatchObject({ expires_in: 300 });
    const access = new Map<string, unknown>(Object.entries(Object(body))).get('access_token');
    const refused = await fetch(address + usage(), {
      headers: { Authorization: `Bearer ${String(access)}` },
    });
    expect(await refused.text()).toContain('900421');
    await program.stop();
  });
});

describe('invalid input ends with one sentence and code 2', () => {
  test.each([
    [['--prot', '4010'], "unknown option '--prot' (Did you mean --port?); see --help."],
    [['--port', 'abc'], '--port is "abc"; it must be a whole number.'],
    [['--port', '70000'], '--port is 70000; it must be a whole number from 0 to 65535.'],
    [['--customers', '1e3'], '--customers is "1e3"; it must be a whole number.'],
    [['--customers=-1'], '--customers is -1; it must be a whole number from 0 to 10000000.'],
    [['--latency', '5'], '--latency is "5"; it must be a duration such as 50ms, 2s, 10m or 1h.'],
    [['--throttle', '5'], '--throttle is "5"; it must be a limit such as 60/1m.'],
    [['--retry-after', 'soon'], "'soon' is invalid. Allowed choices are seconds, date, none; see --help."],
    [['--allow-host', 'http://a'], '--allow-host names "http://a"; it must be a name without a scheme'],
    [['--allow-origin', 'a.example'], '--allow-origin names "a.example"; it must be an origin such as'],
    [['--snapshot-date', 'today'], '--snapshot-date is "today"; it must be a day such as 2026-11-15.'],
    [
      ['--fault', 'trottled'],
      'There is no fault "trottled". The nearest is "throttled"; `licenses-usage-emulator faults` lists all.',
    ],
    [['--fault', 'gzip:probability=x'], 'Fault gzip: the probability is NaN; it must be from 0 to 1.'],
    [
      ['--fault', 'gzip:operation=all'],
      'Fault gzip: there is no operation "all"; there are getCustomerLicensesUsage',
    ],
    [['--fault', 'gzip:often'], 'Fault gzip: "often" is not a condition'],
    [['--data', '/no/such/file.json'], "--data /no/such/file.json: the file can't be read (ENOENT)."],
    [
      ['--data', 'documented', '--customers', '3'],
      '--data determines the facts; leave out --customers and --snapshot-date.',
    ],
    [['serve'], 'There is no command "serve"; see --help.'],
    [['faults', 'throttled'], "too many arguments for 'faults'. Expected 0 arguments but got 1; see --help."],
    [['--host', 'no..host'], 'There is no host no..host. Choose another with --host.'],
    [['--host', '203.0.113.1'], 'This machine has no address 203.0.113.1. Choose another with --host.'],
    [['--port'], 'argument missing; see --help.'],
  ])('%j: %s', async (words, sentence) => {
    const { code, out, error } = await startProgram(...words).finished();
    expect(error).toContain(sentence);
    expect(error.trimEnd().split('\n')).toHaveLength(1);
    expect([code, out]).toEqual([2, '']);
  });

  test.each([
    ['{"Value": [', ': the file is not JSON in UTF-8, or in UTF-16 with a byte order mark.'],
    [Buffer.from('{"Value": []}', 'utf16le'), ': the file is not JSON in UTF-8'],
    [Buffer.from([0x22, 0xe9, 0x22]), ': the file is not JSON in UTF-8'],
    ['{"Value": {}}', ': The data set must be an object with an array "Value" of usage rows.'],
    [
      JSON.stringify({ Value: [{ ...row, licensesActive: 'four' }] }),
      ': /Value/0/licensesActive must be a whole number',
    ],
  ])('a file that holds %s', async (text, sentence) => {
    const file = await fileWith(text);
    const { code, error } = await startProgram('--data', file).finished();
    expect(error).toContain(`--data ${file}${sentence}`);
    expect(error).not.toContain('Litware');
    expect(code).toBe(2);
  });

  test('a port that is in use', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const port = portOf(server);
    const { code, error } = await startProgram('--port', String(port)).finished();
    expect(error).toBe(
      `Port ${port} is in use. Choose another with --port, or leave it to 0 for a free one.\n`,
    );
    expect(code).toBe(2);
    server.close();
  });
});

function portOf(server: ReturnType<typeof createServer>): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
  return address.port;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = portOf(server);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
