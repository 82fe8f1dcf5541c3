import { createServer, type RequestListener } from 'node:http';
import { createEmulator } from '@licenses-usage/emulator';
import { describe, expect, test } from 'vitest';
import { runSample } from './support/run-sample.ts';

const token = 'a-token-that-nobody-may-see';

/** What a user sees of an expected failure: nothing on stdout, and one line on stderr instead of a stack trace. */
function failure(exitCode: number, line: RegExp): object {
  const stderr = expect.stringMatching(new RegExp(`^${line.source}.*\\n$`));
  return { exitCode, stdout: '', stderr };
}

/** Serves on a free port while `run` runs. */
async function whileServing<Result>(
  listener: RequestListener,
  run: (url: string) => Promise<Result>,
): Promise<Result> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  try {
    return await run(`http://127.0.0.1:${address.port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('the sample', () => {
  test.for([
    [['--foo'], /Unknown option '--foo'\. Try --help\./],
    [['report'], /Unexpected argument 'report'/],
    [['--customer'], /Option '--customer <value>' argument missing\. Try --help\./],
    [['--json=yes'], /Option '--json' does not take an argument/],
    [['--customer', 'contoso'], /customerId: expected a GUID, received "contoso"\./],
    [['--customer', ''], /customerId: expected a GUID, received an empty string\./],
    [['--customer', '..'], /customerId: expected a GUID, received "\.\."\./],
    [['--base-url', 'http://example.com'], /baseUrl: expected an https URL/],
    [['--base-url', 'example'], /baseUrl: expected an https URL/],
  ] as const)('exits with 2 for %j, without a request', async ([args, line]) => {
    expect(await runSample(args)).toStrictEqual(failure(2, line));
  });

  test('sends no request for an invalid customer id', async () => {
    const emulator = createEmulator();
    const server = await emulator.listen();
    const run = await runSample(['--base-url', server.url, '--customer', 'contoso']);
    await server.close();
    expect(run).toStrictEqual(failure(2, /customerId: expected a GUID/));
    expect(emulator.requests).toHaveLength(0);
  });

  test('exits with 2 for an invalid token, and does not show it', async () => {
    const run = await runSample([], { PARTNER_CENTER_TOKEN: `${token} ${token}` });
    expect(run).toStrictEqual(failure(2, /credential: expected a token/));
    expect(run.stderr).not.toContain(token);
  });

  test('exits with 1 for an unknown customer', async () => {
    const run = await runSample(['--customer', '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f05']);
    expect(run).toStrictEqual(failure(1, /getCustomerLicensesUsage .+ answered 404 .+ Check the id/));
  });

  test('exits with 1 when the service refuses the token, and does not show it', async () => {
    const authorizations = new Set<string | undefined>();
    const run = await whileServing(
      (request, response) => {
        authorizations.add(request.headers.authorization);
        response.writeHead(401).end();
      },
      (url) => runSample(['--base-url', url], { PARTNER_CENTER_TOKEN: token }),
    );
    expect(run).toStrictEqual(failure(1, /listCustomers .+ answered 401/));
    expect([...authorizations]).toStrictEqual([`Bearer ${token}`]);
    expect(run.stderr).not.toContain(token);
  });

  test('exits with 1 when the partner has no customers', async () => {
    const server = await createEmulator({ customers: 0 }).listen();
    const run = await runSample(['--base-url', server.url]);
    await server.close();
    expect(run).toStrictEqual(failure(1, /The partner has no customers, so there is nothing to show\./));
  });

  test('exits with 1 and says so when nothing answers', async () => {
    const url = await whileServing(
      () => {},
      (closing) => Promise.resolve(closing),
    );
    const run = await runSample(['--base-url', url, '--json']);
    expect(run).toStrictEqual(
      failure(1, /listCustomers .+ no complete answer.+ECONNREFUSED.+Nothing listens at this host and port/),
    );
  });
});
