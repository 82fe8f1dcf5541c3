import { createEmulator, type Emulator } from '@licenses-usage/emulator';

const emulator: Emulator = createEmulator({
  faults: [{ fault: 'unavailable', onRequest: 1 }],
  customers: 20,
});
const response: Response = await emulator.fetch('https://api.partnercenter.microsoft.com/v1/customers');
const server = await emulator.listen({ port: 0 });
export const seen: readonly [string, number] = [server.url, response.status];
await server.close();

// @ts-expect-error there is no such fault
createEmulator({ faults: ['no-such-fault'] });
