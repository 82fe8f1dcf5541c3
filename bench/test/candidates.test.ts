import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { candidates, isCandidateName } from '../src/candidates/open.ts';
import { measureFresh, startServer, type Server } from '../src/measure.ts';

describe('every candidate reads the same', () => {
  let server: Server;

  beforeAll(async () => {
    server = await startServer();
  });

  afterAll(() => server.stop());

  test.each(Object.keys(candidates).filter(isCandidateName))('%s', async (name) => {
    const small = await measureFresh(name, { url: server.at({}), work: 'small', count: 3, concurrency: 2 });
    expect(small.get('result')).toBe(15);
    const url = server.at({ rows: 12_000 });
    const walk = await measureFresh(name, { url, work: 'walk', count: 1, concurrency: 1 });
    expect(walk.get('result')).toBeGreaterThan(0);
    expect(walk.get('firstRowInMs')).toBeGreaterThan(0);
    expect(walk.get('wallInMs')).toBeGreaterThanOrEqual(walk.get('firstRowInMs') ?? Infinity);
    expect((await server.counts()).get('requests')).toBe(5);
  });
});
