import { createEmulator } from '@licenses-usage/emulator';

/* The emulator in a separate process. Reports its port when it listens and, on any message, its peak memory so far. */
const customers = Number(process.argv[2]);
const listening = await createEmulator({ customers }).listen();
process.send?.({ port: Number(new URL(listening.url).port) });
process.on('message', () => process.send?.({ peakInMiB: process.resourceUsage().maxRSS / 1024 }));
process.on('disconnect', () => process.exit());
