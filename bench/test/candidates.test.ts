import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { candidates, drain, isCandidateName } from '../src/peers/candidates/open.ts';
import { measureFresh, measureInTurn, startServer, type Server } from '../src/peers/measure.ts';

describe('every candidate reads the same data', () => {
  let server: Server;

  beforeAll(async () => {
    server = await startServer();
  });

  afterAll(() => server.stop());

  const readers = Object.keys(candidates)
    .filter(isCandidateName)
    .filter((name) => name !== drain);

  test.each(readers)('%s', async (name) => {
    const [small, walk] = await measureInTurn(name, [
      { url: server.at({}), work: 'small', count: 3, concurrency: 2 },
      { url: server.at({ rows: 12_000 }), work: 'walk', count: 1, concurrency: 1 },
    ]);
    expect(small?.get('result')).toBe(15);
    expect(walk?.get('result')).toBeGreaterThan(0);
    expect(walk?.get('firstRowShare')).toBeGreaterThan(0);
    expect(walk?.get('firstRowShare')).toBeLessThanOrEqual(1);
    expect((await server.counts()).get('requests')).toBe(5);
  });

  test('except drain, which receives as many bytes as the others read', async () => {
    const url = server.at({ rows: 12_000 });
    const walk = await measureFresh(drain, { url, work: 'walk', count: 1, concurrency: 1 });
    const pages = ['top=10000&skip=0', 'top=10000&skip=10000'].map(async (query) => {
      const response = await fetch(`${url}/v1/analytics/commercial/usage/license/?${query}`);
      return (await response.arrayBuffer()).byteLength;
    });
    const [first = 0, second = 0] = await Promise.all(pages);
    expect(walk.get('result')).toBe(first + second);
  });
});

test('a line has its bandwidth, and delivers every byte', async () => {
  const server = await startServer();
  try {
    const startedAt = performance.now();
    const url = server.at({ rows: 2_000, megabitsPerSecond: 100 });
    const answer = await fetch(`${url}/v1/analytics/commercial/usage/license/?top=2000`);
    const { byteLength } = await answer.arrayBuffer();
    const leastInMs = byteLength / 100 / 125;
    expect(byteLength).toBe(Number(answer.headers.get('content-length')));
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(leastInMs);
  } finally {
    server.stop();
  }
});
