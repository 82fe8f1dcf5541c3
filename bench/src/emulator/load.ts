import { Agent, get } from 'node:http';

export interface Load {
  readonly requestsPerSecond: number;
  readonly mibPerSecond: number;
}

const headers = { Authorization: 'Bearer bench' };

/** Requests one address repeatedly, with a given concurrency and duration. Bodies are read and discarded. */
export async function load(url: string, concurrency: number, durationInMs: number): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const started = performance.now();
  let [requests, bytes] = [0, 0];
  const work = async (): Promise<void> => {
    while (performance.now() - started < durationInMs) {
      bytes += await lengthOf(url, agent);
      requests += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  const seconds = (performance.now() - started) / 1000;
  agent.destroy();
  return { requestsPerSecond: requests / seconds, mibPerSecond: bytes / seconds / 1024 ** 2 };
}

function lengthOf(url: string, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}.`));
      let length = 0;
      response.on('data', (piece: Buffer) => (length += piece.length));
      response.on('end', () => resolve(length));
    }).on('error', reject);
  });
}
