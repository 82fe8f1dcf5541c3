import type { operations } from '../generated/operations.ts';

/** The operations of the service, as its description names them. */
export type OperationId = keyof typeof operations;
