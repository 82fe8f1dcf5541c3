import type { FleetClient } from '@licenses-usage/client/migrate';
import type { FleetResult } from '@licenses-usage/fleet';

/** Superseded answers that a fleet has collected, in the place of the operation. */
export interface CollectedAnswers extends Pick<FleetClient, 'getCustomerLicensesUsage'> {
  /** How many customers the fleet has asked for and nobody has asked this for. */
  left(): number;
}

/** Holds all answers, each until it is asked for: the rows come in another order. */
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
  'The fleet has not asked for this customer, who was not listed when it began. Run "fleet enqueue" again, which adds who ' +
  'is missing, with a worker.';
