import { createClient, isLicensesUsageError } from '../../../src/index.ts';

/** A page that runs the scenario in its address and shows the outcome as JSON. */
const options = {
  baseUrl: location.origin,
  credential: async () => 'token',
  retry: { baseDelayInMs: 0 },
};
const client = createClient(options);

const scenarios: Readonly<Record<string, () => Promise<unknown>>> = {
  async walk() {
    const names = [];
    for await (const row of client.listLicensesUsage({}, { maxPageSize: 1 })) names.push(row.workloadName);
    return names;
  },
  async retry() {
    const { totalCount, context } = await client.getPartnerLicensesUsage();
    return { totalCount, statuses: context.attempts.map(({ status }) => status) };
  },
  async redirect() {
    for await (const page of client.listCustomers().byPage()) return page;
    return 'no page';
  },
  async abort() {
    const abort = new AbortController();
    const impatient = createClient({
      ...options,
      async fetch(input, init) {
        const response = await fetch(input, init);
        setTimeout(() => abort.abort('enough'));
        return response;
      },
    });
    return impatient.getPartnerLicensesUsage({ abortSignal: abort.signal });
  },
};

function describe(error: unknown): unknown {
  return isLicensesUsageError(error) ? { name: error.name, message: error.message } : error;
}

const scenario = scenarios[location.hash.slice(1)] ?? (() => Promise.reject(new Error('no such scenario')));
const outcome = await scenario().catch(describe);
document.querySelector('output')?.append(JSON.stringify(outcome));
