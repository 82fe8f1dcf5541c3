import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { CustomerLicensesUsageInsights, LicensesUsageClient } from '@licenses-usage/client';

/** The client that a worker calls, of `@licenses-usage/client`. */
export type FleetClient = Pick<LicensesUsageClient, 'getCustomerLicensesUsage'>;

/** The answer of the service for one customer: the object in a line of `licenses-usage scan`. */
export interface CustomerUsage {
  /** In lower case. */
  readonly customerId: string;
  readonly status: 'ok';
  /** How many items the service says the answer holds. */
  readonly totalCount: number;
  /** All of them; empty when the service has no data, which is not the same as no usage. */
  readonly items: readonly CustomerLicensesUsageInsights[];
}

/** Why there is no usage of a customer: the object in a line of `licenses-usage scan`. */
export interface CustomerFailure {
  /** In lower case. */
  readonly customerId: string;
  readonly status: 'failed';
  /** The error of the last try. */
  readonly error: {
    /** The name of its class, such as `ServiceError`. */
    readonly name: string;
    /** What was tried, what came back and what to do. */
    readonly message: string;
  };
}

/** How a customer's job ended. */
export type FleetResult = CustomerUsage | CustomerFailure;

/**
 * The result in a finished job. Compressed, because the rows of a customer repeat its name and their keys, and a
 * hundred thousand customers are in the memory of Redis until they are collected.
 */
export type KeptUsage = { readonly deflated: string } | { readonly kept: 'elsewhere' };

export function keepUsage({ totalCount, items }: CustomerUsage): KeptUsage {
  return { deflated: deflateRawSync(JSON.stringify({ totalCount, items })).toString('base64') };
}

/** Reads the result of {@link keepUsage}; `undefined` for anything else. */
export function readKeptUsage(customerId: string, kept: unknown): CustomerUsage | undefined {
  if (typeof kept !== 'object' || kept === null || !('deflated' in kept)) return undefined;
  if (typeof kept.deflated !== 'string') return undefined;
  const value: unknown = JSON.parse(inflateRawSync(Buffer.from(kept.deflated, 'base64')).toString());
  return isAnswer(value) ? { customerId, status: 'ok', ...value } : undefined;
}

function isAnswer(value: unknown): value is Pick<CustomerUsage, 'totalCount' | 'items'> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'totalCount' in value &&
    typeof value.totalCount === 'number' &&
    'items' in value &&
    Array.isArray(value.items)
  );
}
