import type { Emulator } from '@licenses-usage/emulator';

export interface Answers {
  /** How often each customer was answered with 200. */
  readonly byCustomer: ReadonlyMap<string, number>;
  /** Requests that were refused with 429. */
  readonly refused: number;
}

/**
 * Counts the answers of a service. The service keeps its newest 10,000 requests, so read again before there are that
 * many new ones.
 */
export function countAnswers({ requests }: Pick<Emulator, 'requests'>): { read(): Answers } {
  const byCustomer = new Map<string, number>();
  let refused = 0;
  let last: Emulator['requests'][number] | undefined;
  return {
    read() {
      const known = last === undefined ? -1 : requests.lastIndexOf(last);
      for (const request of requests.slice(known + 1)) {
        last = request;
        if (request.status === 429) refused += 1;
        const isAnswer = request.status === 200 && !request.faults.includes('connection-reset');
        if (request.operation !== 'getCustomerLicensesUsage' || !isAnswer) continue;
        const customer = new URL(request.url).pathname.split('/')[3]?.toLowerCase() ?? '';
        byCustomer.set(customer, (byCustomer.get(customer) ?? 0) + 1);
      }
      return { byCustomer, refused };
    },
  };
}
