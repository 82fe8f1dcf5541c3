import { envelopeFaults } from './envelope-faults.ts';
import type { Fault } from './fault.ts';
import { pagingFaults } from './paging-faults.ts';
import { refusalFaults } from './refusal-faults.ts';
import { rowFaults } from './row-faults.ts';
import { tokenFaults } from './token-faults.ts';
import { encodingFaults, networkFaults } from './wire-faults.ts';

/**
 * Every fault, by group. Several faults of one request are applied in this order: first what decides about the answer, then what
 * is in it, then how it is written, then how it travels.
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
} as const satisfies Readonly<Record<string, Fault>>;

export type FaultName = keyof typeof catalogue;

export function isFaultName(name: string): name is FaultName {
  return Object.hasOwn(catalogue, name);
}

/** Whether the fault is about how an answer is written or travels, and not about what it says. */
export function isWireFault(name: FaultName): boolean {
  return Object.hasOwn(encodingFaults, name) || Object.hasOwn(networkFaults, name);
}

/** In the order in which they are applied. */
export const faultNames: readonly FaultName[] = Object.keys(catalogue).filter(isFaultName);

export function faultNamed(name: FaultName): Fault {
  return catalogue[name];
}
