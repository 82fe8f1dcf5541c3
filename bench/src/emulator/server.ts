import { createEmulator } from '@licenses-usage/emulator';

/*
 * The emulator in a process of its own: tells its port when it listens, and, asked with any message, the most memory that it has held
 * so far.
 */
const customers = Number(process.argv[2]);
const listening = await createEmulator({ customers }).listen();
process.send?.({ port: Number(new URL(listening.url).port) });
process.on('message', () => process.send?.({ peakInMiB: process.resourceUsage().maxRSS / 1024 }));
process.on('disconnect', () => process.exit());
