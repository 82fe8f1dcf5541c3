import { createEmulator } from '../src/index.ts';

/*
 * The emulator in a process of its own, for the benchmark: tells its address when it listens, and, asked with any message, the most
 * memory that it has held so far.
 */
const customers = Number(process.argv[2]);
const listening = await createEmulator({ customers }).listen();
process.send?.({ url: listening.url });
process.on('message', () => process.send?.({ peakInKiB: process.resourceUsage().maxRSS }));
process.on('disconnect', () => process.exit());
