/**
 * Runs the example of the README as it stands, with the emulator in the place of the service: what is sent to the service
 * goes to the emulator over HTTP. Prints how often the emulator was asked, after what the example prints.
 */
import { createEmulator } from '@licenses-usage/emulator';

const emulator = createEmulator();
const server = await emulator.listen();
const send = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const request = new Request(input, init);
  const { pathname, search } = new URL(request.url);
  return send(new Request(`${server.url}${pathname}${search}`, request));
};
globalThis.readAppUserToken = async () => 'any-token';
await import('./example.mjs');
console.log(`requests: ${emulator.requests.length}`);
await server.close();
