import type { FleetClient } from '@licenses-usage/client/migrate';
import type { FleetResult } from '@licenses-usage/fleet';

/** Superseded answers that a fleet has collected, used in place of the operation. */
export interface CollectedAnswers extends Pick<FleetClient, 'getCustomerLicensesUsage'> {
  /** How many answers have not been used. */
  left(): number;
}

/** Holds each answer until it is used, because the rows come in another order. */
export async function holdAnswers(results: AsyncIterable<FleetResult>): Promise<CollectedAnswers> {
  const answers = new Map<string, FleetResult>();
  for await (const result of results) answers.set(result.customerId, result);
  return {
    async getCustomerLicensesUsage(customerId) {
      const result = answers.get(customerId);
      answers.delete(customerId);
      if (result === undefined) throw new Error(notAsked);
      if (result.status === 'ok') return result;
      const { name, message } = result.error;
      throw Object.assign(new Error(message), { name });
    },
    left: () => answers.size,
  };
}

const notAsked =
  'The fleet has not scanned this customer, which was not listed when it started. Run "fleet enqueue" again, which adds ' +
  'missing customers, with a worker.';
