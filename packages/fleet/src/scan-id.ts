import { FleetError } from './fleet-error.ts';

/** The data of a job. Its id consists of the scan and the customer, so that no customer is queried twice. */
export interface JobData {
  readonly scan: string;
  /** In lower case. */
  readonly customerId: string;
}

const name = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** @throws {FleetError} naming the argument. Some characters have a special meaning in queue systems. */
export function requireName(argument: string, value: string): string {
  if (typeof value === 'string' && name.test(value)) return value;
  throw new FleetError(
    'input',
    `${argument}: expected 1 to 100 letters, digits, dots, hyphens and underscores, received ` +
      `${typeof value === 'string' ? `"${value}"` : typeof value}. For example: "contoso".`,
  );
}

/** The id of a customer's job. */
export function jobIdOf({ scan, customerId }: JobData): string {
  return `${scan}.${customerId}`;
}

export function isJobData(value: unknown): value is JobData {
  return (
    typeof value === 'object' &&
    value !== null &&
    'scan' in value &&
    typeof value.scan === 'string' &&
    'customerId' in value &&
    typeof value.customerId === 'string'
  );
}
