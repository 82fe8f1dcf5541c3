import { FleetError } from './fleet-error.ts';

/** What a job asks for. Its id is that of the scan and of the customer, so that nobody is asked twice. */
export interface JobData {
  readonly scan: string;
  /** In lower case. */
  readonly customerId: string;
}

const name = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** @throws {FleetError} naming the argument. Queue systems give some characters a meaning of their own. */
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
