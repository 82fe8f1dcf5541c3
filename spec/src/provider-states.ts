import type { ApiOperation } from './read-api.ts';

/** The names of the provider states that client and provider agree on. */
export interface ProviderStates {
  readonly withData: string;
  /** Undefined for an operation that answers with one resource. */
  readonly withoutData: string | undefined;
  /** Undefined for an operation without pages. */
  readonly onTwoPages: string | undefined;
}

/** The states of `listLicensesUsage` are `licence usage rows`, `no licence usage rows` and `licence usage rows on two pages`. */
export function statesOf({ operationId, kind, path, paging }: ApiOperation): ProviderStates {
  const [, words = operationId] =
    /^(?:get|list)(?:Customer(?=[A-Z])|Partner(?=[A-Z]))?(.+)$/.exec(operationId) ?? [];
  const subject = words
    .replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`)
    .toLowerCase()
    .replace(/^licenses /, 'licence ');
  if (kind === 'resource') return { withData: `a ${subject}`, withoutData: undefined, onTwoPages: undefined };
  if (kind === 'collection') {
    const owner = path.includes('{customer-id}') ? 'a customer' : 'a partner';
    return {
      withData: `${owner} with ${subject}`,
      withoutData: `${owner} without ${subject}`,
      onTwoPages: undefined,
    };
  }
  const many = paging === 'next-link' ? `${subject} rows` : subject;
  return { withData: many, withoutData: `no ${many}`, onTwoPages: `${many} on two pages` };
}
