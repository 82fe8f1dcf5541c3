// A worker in a process of its own: node worker-program.ts <queue> <redis url> <emulator url>
import { createClient } from '@licenses-usage/client';
import { createFleet } from '../../src/index.ts';

const [queue = '', url = '', baseUrl = ''] = process.argv.slice(2);
const client = createClient({ credential: () => 'any', baseUrl, onDeprecation: () => {} });
await using fleet = createFleet({ queue, connection: url });
await using worker = fleet.work(client, { concurrency: 4 });
console.log('working');
await worker.finished;
console.log('finished');
