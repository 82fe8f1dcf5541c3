import { Buffer } from 'node:buffer';
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';

import { afterEach, describe, expect, test } from 'vitest';

import { run } from '../../src/broker/run.ts';

const folder = new URL('pacts/', import.meta.resolve('@licenses-usage/client/package.json'));
const commit = '5f0c5e6a1b2c3d4e5f60718293a4b5c6d7e8f901';

let server: Server | undefined;

afterEach(() => {
  server?.close();
  server = undefined;
});

test('without a broker it prints what it would run, sends nothing and exits with 0', async () => {
  const { exitCode, output } = await publish({});

  expect(exitCode).toBe(0);
  expect(output).toContain('PACT_BROKER_BASE_URL is not set, so nothing was sent.');
  expect(output).toContain(
    `publish ${fileURLToPath(folder)} --consumer-app-version ${commit} --branch a-branch`,
  );
  expect(output).toContain(
    `can-i-deploy --pacticipant licenses-usage-client --version ${commit} --to-environment production`,
  );
});

describe('with a broker', () => {
  test('it publishes every pact under the commit and the branch, asks for the release, and exits with 0', async () => {
    const broker = await listen({ isDeployable: true });

    const { exitCode } = await publish({
      PACT_BROKER_BASE_URL: broker.url,
      PACT_BROKER_TOKEN: 'token-of-the-broker',
      PACT_BROKER_ENVIRONMENT: 'staging',
    });

    expect(exitCode).toBe(0);
    const [published, asked] = broker.requests.filter(({ url }) => url !== '/');
    expect(published).toMatchObject({ method: 'POST', authorization: 'Bearer token-of-the-broker' });
    expect(JSON.parse(published?.body ?? '')).toMatchObject({
      pacticipantName: 'licenses-usage-client',
      pacticipantVersionNumber: commit,
      branch: 'a-branch',
    });
    expect(contractsIn(published?.body ?? '')).toEqual(await pacts());
    expect(asked?.url).toContain(`q[][pacticipant]=licenses-usage-client&q[][version]=${commit}`);
    expect(asked?.url).toContain('environment=staging');
  });

  test('it exits with 1 when the broker says that the client must not be released', async () => {
    const broker = await listen({ isDeployable: false });

    const { exitCode, output } = await publish({ PACT_BROKER_BASE_URL: broker.url });

    expect(exitCode).toBe(1);
    expect(output).toContain('pact-broker can-i-deploy ended with 1.');
  });

  test('it asks nothing when publishing fails, and exits with 1', async () => {
    const broker = await listen({ isDeployable: true, refuses: true });

    const { exitCode, output } = await publish({ PACT_BROKER_BASE_URL: broker.url });

    expect(exitCode).toBe(1);
    expect(output).toContain('pact-broker publish ended with 1.');
    expect(broker.requests.filter(({ url }) => url.startsWith('/matrix'))).toEqual([]);
  });
});

interface Received {
  readonly method: string;
  readonly url: string;
  readonly authorization: string;
  readonly body: string;
}

/** A broker's answers to the requests of Pact's program. */
async function listen({ isDeployable, refuses = false }: { isDeployable: boolean; refuses?: boolean }) {
  const requests: Received[] = [];
  const answerTo = (path: string, origin: string): unknown => {
    if (path === '/') return { _links: { 'pb:publish-contracts': { href: `${origin}/contracts/publish` } } };
    if (path.startsWith('/matrix')) {
      return { summary: { deployable: isDeployable, reason: 'The reason.' }, notices: [], matrix: [] };
    }
    return { _embedded: {}, _links: {}, notices: [] };
  };
  const listening = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      requests.push({
        method,
        url,
        authorization: headers.authorization ?? '',
        body: Buffer.concat(chunks).toString(),
      });
      const status = refuses && method === 'POST' ? 401 : 200;
      response.writeHead(status, { 'Content-Type': 'application/hal+json' });
      response.end(JSON.stringify(answerTo(url, `http://${headers.host}`)));
    });
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const address = listening.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, requests };
}

function contractsIn(body: string): unknown[] {
  const { contracts }: { contracts: { content: string }[] } = JSON.parse(body);
  return contracts.map(({ content }) => {
    const { interactions }: { interactions: unknown } = JSON.parse(Buffer.from(content, 'base64').toString());
    return interactions;
  });
}

async function pacts(): Promise<unknown[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  return await Promise.all(
    names.map(async (name) => {
      const { interactions }: { interactions: unknown } = JSON.parse(
        await readFile(new URL(name, folder), 'utf8'),
      );
      return interactions;
    }),
  );
}

async function publish(
  environment: Readonly<Record<string, string>>,
): Promise<{ exitCode: number; output: string }> {
  const lines: string[] = [];
  const keep = (line: string): void => void lines.push(line);
  const exitCode = await run(
    { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
    { log: keep, error: keep },
    async () => ({ commit, branch: 'a-branch' }),
  );
  return { exitCode, output: lines.join('\n') };
}
