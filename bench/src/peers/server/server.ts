import { createServer, type ServerResponse } from 'node:http';
import { createBodies } from './bodies.ts';
import { sendPaced } from './send-paced.ts';
import { createTokenBucket } from './token-bucket.ts';

/*
 * Stands in for the service where the emulator would be too slow: sends bodies that the emulator wrote beforehand.
 * The first segments of the path are its options: /{rows}/{latencyInMs}/{requestsPerSecond}/{megabitsPerSecond}/v1/…,
 * the last two 0 for no limit.
 */
const bodies = await createBodies();
const buckets = new Map<number, () => number>();
const counts = { requests: 0, refused: 0 };

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://service');
  const [, rows, latencyInMs, perSecond, megabitsPerSecond] = pathname.split('/').map(Number);
  counts.requests += 1;
  const retryAfterInMs = takeToken(perSecond ?? 0);
  if (retryAfterInMs > 0) {
    counts.refused += 1;
    const seconds = String(Math.ceil(retryAfterInMs / 1000));
    response.writeHead(429, { 'retry-after': seconds, 'content-type': 'application/json' }).end('{}');
    return;
  }
  const answer = pathname.includes('/customers/')
    ? [bodies.small]
    : bodies.page(Number(searchParams.get('top')), Number(searchParams.get('skip') ?? 0), rows ?? 0);
  const send = () => sendJson(response, answer, request.headers['ms-requestid'], megabitsPerSecond);
  if (latencyInMs === undefined || latencyInMs === 0) send();
  else setTimeout(send, latencyInMs);
});

function sendJson(
  response: ServerResponse,
  body: readonly Buffer[],
  requestId: string | string[] = 'none',
  megabitsPerSecond = 0,
): void {
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.reduce((sum, part) => sum + part.length, 0),
    'ms-requestid': requestId,
    'ms-cv': 'bench.0',
    'ms-serverid': 'bench',
  });
  if (megabitsPerSecond > 0) {
    sendPaced(response, Buffer.concat(body), megabitsPerSecond);
    return;
  }
  response.cork();
  for (const part of body) response.write(part);
  response.end();
}

function takeToken(perSecond: number): number {
  if (perSecond === 0) return 0;
  const take = buckets.get(perSecond) ?? createTokenBucket(perSecond);
  buckets.set(perSecond, take);
  return take();
}

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' ? address?.port : undefined });
});
process.on('message', () => {
  process.send?.({ ...counts });
  Object.assign(counts, { requests: 0, refused: 0 });
});
process.on('disconnect', () => process.exit());
