export { createEmulator, type Emulator } from './create-emulator.ts';
export { documentedCustomerId } from './facts/documented.ts';
export type { ListeningEmulator, ListenOptions } from './listen.ts';
export { type EmulatorOptions, EmulatorOptionsError } from './options.ts';
export type { RecordedRequest } from './request-log/recorded-request.ts';
