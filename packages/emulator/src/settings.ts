import {
  type RecordedRequest,
  type EmulatorClock,
  type EmulatorOptions,
  EmulatorOptionsError,
  type FaultRule,
  type RequestBudget,
  type ThrottlingOptions,
  type TokenOptions,
} from './options.ts';
import { type DataSet, DataSetError, readDataSet } from './facts/data-set.ts';
import { factsOfDataSet } from './facts/facts-of-data-set.ts';
import type { Facts } from './facts/facts.ts';
import { createFleet } from './facts/fleet.ts';
import { documentedDates, documentedHoldings, namedCustomers } from './facts/named-customers.ts';
import { createSnapshots, latestFrom, thursdayOfLastWeek, weeksOfHistory } from './facts/snapshots.ts';
import { readFaultRule } from './fault-rules.ts';

/** The checked options, with every default filled in. */
export interface Settings {
  readonly facts: Facts;
  readonly seed: number;
  readonly bom: boolean;
  readonly caseSensitiveFilter: boolean;
  readonly faults: readonly FaultRule[];
  readonly throttling: ThrottlingOptions;
  readonly tokens: TokenOptions;
  readonly latencyInMs: number;
  readonly clock: EmulatorClock;
  readonly onRequest: (request: RecordedRequest) => void;
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
}

/** Reading more customers takes minutes. */
const maxCustomers = 10_000_000;

/** @throws EmulatorOptionsError for the first option that can't be used. */
export function readSettings(options: EmulatorOptions): Settings {
  const { seed = 1, throttling = {}, tokens = {}, latencyInMs = 0 } = options;
  checkNumber('seed', seed, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  checkNumber('latencyInMs', latencyInMs, 0, 600_000);
  checkNumber('tokens.lifetimeInMs', tokens.lifetimeInMs ?? 1000, 1000, Number.MAX_SAFE_INTEGER);
  checkBudget('throttling.partner', throttling.partner);
  checkBudget('throttling.customer', throttling.customer);
  return {
    facts: readFacts(options, seed),
    seed,
    bom: options.bom ?? true,
    caseSensitiveFilter: options.caseSensitiveFilter ?? false,
    faults: (options.faults ?? []).map(readFaultRule),
    throttling,
    tokens,
    latencyInMs,
    clock: options.clock ?? Date,
    onRequest: options.onRequest ?? (() => undefined),
    allowedHosts: (options.allowedHosts ?? []).map(readHost),
    allowedOrigins: (options.allowedOrigins ?? []).map(readOrigin),
  };
}

function readFacts(options: EmulatorOptions, seed: number): Facts {
  const { data, customers = namedCustomers.length, snapshotDate, clock = Date } = options;
  if (data !== undefined && (options.customers !== undefined || snapshotDate !== undefined)) {
    throw new EmulatorOptionsError('data determines the facts; leave out customers and snapshotDate.');
  }
  if (data === 'documented') {
    const customerCount = documentedHoldings.length;
    const snapshots = createSnapshots(documentedDates, 1);
    return createFleet({ named: documentedHoldings, customerCount, seed, snapshots });
  }
  if (data !== undefined) return readOwnFacts(data);
  checkNumber('customers', customers, 0, maxCustomers);
  const latest = snapshotDate === undefined ? thursdayOfLastWeek(clock.now()) : readDay(snapshotDate);
  const snapshots = createSnapshots(latestFrom(latest), weeksOfHistory);
  return createFleet({ named: namedCustomers, customerCount: customers, seed, snapshots });
}

function readOwnFacts(data: DataSet): Facts {
  try {
    return factsOfDataSet(readDataSet(data));
  } catch (error) {
    if (error instanceof DataSetError) throw new EmulatorOptionsError(`data: ${error.message}`);
    throw error;
  }
}

function checkNumber(name: string, value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new EmulatorOptionsError(
      `${name} is ${value}; it must be a whole number from ${least} to ${most}.`,
    );
  }
}

function checkBudget(name: string, budget: RequestBudget | undefined): void {
  if (budget === undefined) return;
  checkNumber(`${name}.requests`, budget.requests, 0, Number.MAX_SAFE_INTEGER);
  checkNumber(`${name}.windowInMs`, budget.windowInMs, 1, Number.MAX_SAFE_INTEGER);
}

function readDay(day: string): string {
  const moment = Date.parse(day);
  if (Number.isNaN(moment) || new Date(moment).toISOString().slice(0, 10) !== day) {
    throw new EmulatorOptionsError(`snapshotDate is "${day}"; it must be a day such as 2026-11-15.`);
  }
  return day;
}

function readHost(host: string): string {
  if (/^[\w.:-]+$/.test(host) && URL.canParse(`http://${host.includes(':') ? `[${host}]` : host}`))
    return host;
  throw new EmulatorOptionsError(
    `allowedHosts names "${host}"; it must be a name without a scheme or a port, such as partner-center.test.`,
  );
}

function readOrigin(origin: string): string {
  if (URL.canParse(origin) && new URL(origin).origin === origin) return origin;
  throw new EmulatorOptionsError(
    `allowedOrigins names "${origin}"; it must be an origin such as http://localhost:5173.`,
  );
}
