import licensesUsage from '@licenses-usage/spec/examples/licenses-usage.json' with { type: 'json' };
import partnerUsage from '@licenses-usage/spec/examples/partner-licenses-usage.json' with { type: 'json' };
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Browser } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { bundlePage } from './support/bundle-page.ts';
import { launchChromium } from './support/launch-chromium.ts';
import { runPage, type PageOptions } from './support/run-page.ts';

let browser: Browser;
let program: ReadonlyMap<string, string>;

beforeAll(async () => {
  program = await bundlePage();
  browser = await launchChromium();
  return () => browser.close();
});

const run = (scenario: string, answer: PageOptions['answer']) =>
  runPage({ browser, program, scenario, answer });

/** With a byte order mark, as the service sends it. */
function sendJson(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(`\u{FEFF}${JSON.stringify(body)}`);
}

test('a page walks over rows, each request with its token', async () => {
  const [first, second] = licensesUsage.Value;
  const nextLink = '/v1/analytics/commercial/usage/license/?top=1&skip=1';
  const { outcome, asked, complaints } = await run('walk', (_, response, number) =>
    sendJson(response, {
      Value: [number === 0 ? first : second],
      TotalCount: 2,
      '@nextLink': number === 0 ? nextLink : null,
    }),
  );
  expect(outcome).toEqual(['SharePoint', 'Exchange']);
  expect(asked.map(([, , token]) => token)).toEqual(['Bearer token', 'Bearer token']);
  expect(complaints).toEqual([]);
});

test('a page tries again after a 429', async () => {
  const { outcome, complaints } = await run('retry', (_, response, number) => {
    if (number === 0) response.writeHead(429, { 'retry-after': '0' }).end();
    else sendJson(response, partnerUsage);
  });
  expect(outcome).toEqual({ totalCount: partnerUsage.totalCount, statuses: [429, 200] });
  expect(complaints).toEqual([]);
});

test('a page does not follow a redirect, which the browser hides', async () => {
  const { outcome, asked, complaints } = await run('redirect', ({ headers }, response) => {
    const elsewhere = String(headers.host).replace('127.0.0.1', 'localhost');
    response.writeHead(302, { location: `http://${elsewhere}/elsewhere` }).end();
  });
  expect(outcome).toMatchObject({ name: 'TransportError' });
  expect(outcome).toHaveProperty('message', expect.stringContaining('a redirect that a browser hides'));
  expect(asked.map(([, path]) => path)).toEqual(['/v1/customers']);
  expect(complaints).toEqual([]);
});

test('a page that aborts while the body arrives gets its own reason, and the request ends', async () => {
  const ends: Promise<unknown>[] = [];
  const { outcome, complaints } = await run('abort', (_, response) => {
    ends.push(once(response, 'close'));
    response.write('{"totalCount":');
  });
  expect(outcome).toBe('enough');
  expect(ends).toHaveLength(1);
  await Promise.all(ends);
  expect(complaints).toEqual([]);
});
