/* A scan in a process of its own, to be killed: `node scan-process.ts journal customers`. Prints a dot for each customer. */
import { createClient } from '@licenses-usage/client';
import { scanCustomerUsage } from '@licenses-usage/client/migrate';

import { createEmulator, foreignCustomerId } from '@licenses-usage/emulator';
import { createJournal } from './journal.ts';

const [path = '', customerCount = '0'] = process.argv.slice(2);
const emulator = createEmulator({ customers: Number(customerCount), seed: 7, latencyInMs: 1 });
const client = createClient({ credential: () => 'demo-token', fetch: emulator.fetch });

async function* customers() {
  // A failing customer and a repeated one must not make the scan lose or repeat others.
  yield { id: foreignCustomerId };
  yield* client.listCustomers();
  yield { id: foreignCustomerId };
}

const checkpoint = createJournal(path, () => process.stdout.write('.'));
const scan = scanCustomerUsage(client, { customers: customers(), concurrency: 8, checkpoint });
let delivered = 0;
for await (const { status } of scan) delivered += status === 'ok' || status === 'failed' ? 1 : 0;
process.stdout.write(`\n${delivered}\n`);
