export { createFleet, type Fleet, type FleetOptions } from './create-fleet.ts';
export type { FleetBackend } from './connection.ts';
export type { AsyncDisposing } from './disposing.ts';
export type { CollectOptions } from './collect.ts';
export type { CustomerFailure, CustomerUsage, FleetClient, FleetResult } from './customer-usage.ts';
export { createCallMeter, type CallFacts, type CallMeter } from './call-meter.ts';
export type { EnqueueOptions, EnqueueResult } from './enqueue.ts';
export { FleetError, isFleetError, type FleetErrorCode } from './fleet-error.ts';
export type { PauseNote, WorkerNote } from './notes.ts';
export { observeFleet, type GaugeMeter, type GaugeOptions } from './observe-fleet.ts';
export type { FleetProgress, ProgressOptions } from './progress.ts';
export type { FleetWorker, StopSignal, WorkOptions } from './work.ts';
export { createNdjsonSink, type NdjsonSinkOptions } from './sinks/ndjson-sink.ts';
export {
  createPostgresSink,
  type PostgresPool,
  type PostgresSink,
  type PostgresSinkOptions,
} from './sinks/postgres-sink.ts';
export type { FleetSink } from './sinks/sink.ts';
