import { createClient, type ClientOptions } from '@licenses-usage/client';
import { customerId, pageSize, type Candidate } from './candidate.ts';

/** The client with everything on: ids, retry, throttle, checked and normalised rows. */
export function ours(url: string, options: Omit<ClientOptions, 'credential' | 'baseUrl'> = {}): Candidate {
  const token = { token: 'bench', expiresOnTimestamp: Date.now() + 86_400_000 };
  const credential = { getToken: async () => token };
  const client = createClient({
    throttle: { maxConcurrency: 64 },
    // When far more calls are made than the service accepts, giving up would distort the measurement.
    retry: { maxRetries: 20 },
    ...options,
    credential,
    baseUrl: url,
    commercialPathPrefix: '',
  });
  return {
    small: async () => (await client.getCustomerLicensesUsage(customerId)).items.length,
    async walk(onFirstRow) {
      let active = 0;
      let isFirst = true;
      for await (const batch of client.listLicensesUsage({}, { maxPageSize: pageSize }).byBatch()) {
        if (isFirst) onFirstRow();
        isFirst = false;
        for (const row of batch) active += row.licensesActive;
      }
      return active;
    },
  };
}
