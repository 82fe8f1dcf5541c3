import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Browser } from 'playwright-core';
import { onTestFinished } from 'vitest';

const html =
  '<!doctype html><title>Client</title><output></output><script type="module" src="/page.js"></script>';

export interface PageRun {
  /** The JSON that the page shows, parsed. */
  readonly outcome: unknown;
  /** The requests of the page to the service, in order: host, path with query, and token. */
  readonly asked: readonly (readonly [host: string | undefined, path: string, token: string | undefined])[];
  /** Errors that the page did not catch. */
  readonly complaints: readonly string[];
}

export interface PageOptions {
  readonly browser: Browser;
  /** The files of the page by path, beginning with `/page.js`. */
  readonly program: ReadonlyMap<string, string>;
  readonly scenario: string;
  /** Answers a request to the service. `number` counts the requests, from 0. */
  readonly answer: (request: IncomingMessage, response: ServerResponse, number: number) => void;
}

/** Serves the page and the service from one origin, as a page behind a proxy sees them, and waits for the outcome. */
export async function runPage({ browser, program, scenario, answer }: PageOptions): Promise<PageRun> {
  const asked: PageRun['asked'][number][] = [];
  const server = createServer((request, response) => {
    const { url = '', headers } = request;
    if (url === '/') return response.writeHead(200, { 'content-type': 'text/html' }).end(html);
    const file = program.get(url);
    if (file !== undefined) return response.writeHead(200, { 'content-type': 'text/javascript' }).end(file);
    if (url === '/favicon.ico') return response.writeHead(204).end();
    const number = asked.push([headers.host, url, headers.authorization]) - 1;
    return answer(request, response, number);
  });
  server.listen(0);
  await once(server, 'listening');
  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });

  const page = await browser.newPage();
  onTestFinished(() => page.close());
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`http://127.0.0.1:${portOf(server.address())}/#${scenario}`);
  const text = await page.locator('output:not(:empty)').textContent();
  return { outcome: JSON.parse(text ?? ''), asked, complaints };
}

function portOf(address: ReturnType<ReturnType<typeof createServer>['address']>): number {
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}
