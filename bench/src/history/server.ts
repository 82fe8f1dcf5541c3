/* An emulator with this many customers: `server.ts <customers>`. */
import { createEmulator } from '@licenses-usage/emulator';

const listening = await createEmulator({ customers: Number(process.argv[2]) }).listen();
process.send?.({ port: Number(new URL(listening.url).port) });
process.once('disconnect', () => void listening.close());
