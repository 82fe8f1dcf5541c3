import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type * as Client from '../../src/index.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { output } from './rolldown.config.ts';

/** A bundle of the client, of which only the file that is loaded at once was deployed. */
let dir = '';
let createClient: typeof Client.createClient;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'missing-files-'));
  const build = await rolldown({ input: 'src/index.ts', platform: 'neutral' });
  await build.write({ ...output, dir });
  await build.close();
  await rm(join(dir, 'later'), { recursive: true });
  const client: typeof Client = await import(pathToFileURL(join(dir, 'at-once/index.js')).href);
  createClient = client.createClient;
});

afterAll(() => rm(dir, { recursive: true }));

const empty = { totalCount: 0, items: [] };

describe("a client whose other chunks can't be loaded'", () => {
  test('makes a call', async () => {
    const client = createClient({ credential: () => 'token', fetch: async () => Response.json(empty) });
    expect(await client.getPartnerLicensesUsage()).toMatchObject(empty);
  });

  test('says that the reason of a failed call could not be loaded', async () => {
    const fetch = async () => Response.json({}, { status: 403 });
    const failing = createClient({ credential: () => 'token', fetch }).getPartnerLicensesUsage();
    const error: unknown = await failing.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'TransportError', attempts: [{ status: 403 }] });
    expect(String(error)).toContain(
      'getPartnerLicensesUsage (GET /v1/analytics/licenses/usage): failed with status 403',
    );
    expect(String(error)).toContain('could not be loaded. Check the network, and that every file');
  });

  test('tries a call again whose failure may be permanent', async () => {
    let sent = 0;
    const fetch = async () => {
      sent += 1;
      if (sent > 1) return Response.json(empty);
      throw new TypeError('fetch failed', {
        cause: Object.assign(new Error('expired'), { code: 'CERT_HAS_EXPIRED' }),
      });
    };
    const client = createClient({ credential: () => 'token', fetch, retry: { baseDelayInMs: 0 } });
    expect(await client.getPartnerLicensesUsage()).toMatchObject(empty);
    expect(sent).toBe(2);
  });

  test('renews a refused token without the claims that the service demands', async () => {
    const demands: (string | undefined)[] = [];
    const getToken = async (_scope: unknown, { claims }: { readonly claims?: string | undefined } = {}) => {
      demands.push(claims);
      return { token: `token-${demands.length}`, expiresOnTimestamp: Date.now() + 3_600_000 };
    };
    const fetch = async (_input: unknown, init?: RequestInit) =>
      new Headers(init?.headers).get('authorization') === 'Bearer token-2'
        ? Response.json(empty)
        : Response.json(
            {},
            { status: 401, headers: { 'www-authenticate': `Bearer claims="${btoa('{}')}"` } },
          );
    const client = createClient({ credential: { getToken }, fetch });
    expect(await client.getPartnerLicensesUsage()).toMatchObject(empty);
    expect(demands).toEqual([undefined, undefined]);
  });

  test.each([
    ['2', 2_000],
    ['Fri, 20 Nov 2026 12:00:05 GMT', 30_000],
    ['soon', 30_000],
  ])('waits after a 429 with retry-after %j for %i ms', async (retryAfter, waitInMs) => {
    const clock = new VirtualClock();
    const sentAt: number[] = [];
    const fetch = async () => {
      sentAt.push(clock.elapsedInMs);
      return sentAt.length === 1
        ? Response.json({}, { status: 429, headers: { 'retry-after': retryAfter } })
        : Response.json(empty);
    };
    const schedule = (fire: () => void, delayInMs: number) => {
      // Failing to load a file takes real time. No other timer matters here.
      if (delayInMs > 30_000) return () => {};
      const timer = setTimeout(() => void clock.advance(delayInMs).then(fire), 0);
      return () => clearTimeout(timer);
    };
    const client = createClient({
      credential: () => 'token',
      fetch,
      clock: { now: () => clock.now(), monotonic: () => clock.monotonic(), schedule },
    });
    expect(await client.getPartnerLicensesUsage()).toMatchObject(empty);
    expect(sentAt).toEqual([0, waitInMs]);
  });
});
