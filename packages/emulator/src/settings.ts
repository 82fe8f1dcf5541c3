import { documentedDates, documentedHoldings } from './facts/documented.ts';
import type { Facts } from './facts/facts.ts';
import { createFleet } from './facts/fleet.ts';
import { namedCustomers } from './facts/named-customers.ts';
import { createSnapshots, latestFrom, weeksOfHistory } from './facts/snapshots.ts';
import { type EmulatorOptions, EmulatorOptionsError } from './options.ts';

/** The options, checked, with every default filled in. */
export interface Settings {
  readonly facts: Facts;
  readonly seed: number;
  readonly bom: boolean;
  readonly now: () => Date;
}

/** Positions are told by twelve digits at the end of an id; more customers than this would take minutes to walk. */
const maxCustomers = 10_000_000;

/** @throws EmulatorOptionsError for the first option that can't be used. */
export function readSettings(options: EmulatorOptions): Settings {
  return {
    facts: readFacts(options),
    seed: readSeed(options),
    bom: options.bom ?? true,
    now: options.now ?? (() => new Date()),
  };
}

function readFacts(options: EmulatorOptions): Facts {
  const seed = readSeed(options);
  if (options.data === 'documented') {
    return createFleet({
      named: documentedHoldings,
      customerCount: documentedHoldings.length,
      seed,
      snapshots: createSnapshots(documentedDates, 1),
    });
  }
  const { customers = namedCustomers.length, snapshotDate } = options;
  if (!Number.isInteger(customers) || customers < 0 || customers > maxCustomers) {
    throw new EmulatorOptionsError(
      `customers is ${customers}; it must be a whole number from 0 to ${maxCustomers}.`,
    );
  }
  return createFleet({
    named: namedCustomers,
    customerCount: customers,
    seed,
    snapshots: createSnapshots(
      snapshotDate === undefined ? documentedDates : latestFrom(readDay(snapshotDate)),
      weeksOfHistory,
    ),
  });
}

function readSeed({ seed = 1 }: EmulatorOptions): number {
  if (!Number.isSafeInteger(seed)) {
    throw new EmulatorOptionsError(`seed is ${seed}; it must be a whole number.`);
  }
  return seed;
}

function readDay(day: string): string {
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(day) : Number.NaN;
  if (Number.isNaN(moment) || !new Date(moment).toISOString().startsWith(day)) {
    throw new EmulatorOptionsError(`snapshotDate is "${day}"; it must be a day such as 2026-11-15.`);
  }
  return day;
}
