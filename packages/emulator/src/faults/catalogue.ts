import { envelopeFaults } from './envelope-faults.ts';
import type { Fault } from './fault.ts';
import { pagingFaults } from './paging-faults.ts';
import { refusalFaults } from './refusal-faults.ts';
import { rowFaults } from './row-faults.ts';
import { tokenFaults } from './token-faults.ts';
import { encodingFaults, networkFaults } from './wire-faults.ts';

/**
 * Every fault, by group, in the order in which they are applied to one request: the answer, its content, its
 * encoding, its delivery.
 */
export const faultGroups = {
  Refusals: refusalFaults,
  'Token endpoint': tokenFaults,
  Paging: pagingFaults,
  Envelope: envelopeFaults,
  Rows: rowFaults,
  Encoding: encodingFaults,
  Network: networkFaults,
} as const;

const catalogue = {
  ...refusalFaults,
  ...tokenFaults,
  ...pagingFaults,
  ...envelopeFaults,
  ...rowFaults,
  ...encodingFaults,
  ...networkFaults,
};

/** The name of a fault that can be switched on. */
export type FaultName = keyof typeof catalogue;

export function isFaultName(name: string): name is FaultName {
  return Object.hasOwn(catalogue, name);
}

/** Whether the fault changes the encoding or the delivery of an answer, not its content. */
export function isWireFault(name: FaultName): boolean {
  return Object.hasOwn(encodingFaults, name) || Object.hasOwn(networkFaults, name);
}

/** The names of all faults, in the order in which they are applied. */
export const faultNames: readonly FaultName[] = Object.keys(catalogue).filter(isFaultName);

export function faultNamed(name: FaultName): Fault {
  return catalogue[name];
}
