import type { CustomerUsageResult } from '@licenses-usage/client/migrate';

/** What is written of one customer: a line of JSON. */
export function writeResultLine(result: CustomerUsageResult): string {
  const { status, customerId } = result;
  if (status === 'ok') {
    const { totalCount, items } = result.usage;
    return `${JSON.stringify({ customerId, status, totalCount, items })}\n`;
  }
  const { name, message } = result.error;
  return `${JSON.stringify({ customerId, status, error: { name, message } })}\n`;
}

/**
 * The customer of a line whose usage arrived. `undefined` for a failure, which is to be tried again, and for a line that
 * was cut off when the program was killed.
 */
export function readDoneCustomer(line: string): string | undefined {
  try {
    const result: unknown = JSON.parse(line);
    return isResult(result) && result.status === 'ok' ? result.customerId : undefined;
  } catch {
    return undefined;
  }
}

function isResult(value: unknown): value is { readonly status: unknown; readonly customerId: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'status' in value &&
    'customerId' in value &&
    typeof value.customerId === 'string'
  );
}
