export type { RoutedOperation } from './call/routes.ts';
export { createEmulator, type Emulator } from './create-emulator.ts';
export type { DataSet, DataSetCustomer, DataSetRow } from './facts/data-set.ts';
export { documentedCustomerId, foreignCustomerId } from './facts/named-customers.ts';
export { type FaultName, faultNames } from './faults/catalogue.ts';
export { faultHeader } from './fault-rules.ts';
export {
  type EmulatorClock,
  type EmulatorOptions,
  EmulatorOptionsError,
  type FaultRule,
  type ListeningEmulator,
  type ListenOptions,
  type RecordedRequest,
  type RequestBudget,
  type ThrottlingOptions,
  type TokenOptions,
} from './options.ts';
