import { GateFailure } from '../judges/gate-failure.ts';
import { type Equipment, type GateName, gateNames, gatesFor } from './gates.ts';
import type { Mutation, Subject } from './mutation.ts';

/** Which gates refuse a mutation, and with which words. */
export type Kills = Readonly<Partial<Record<GateName, string>>>;

/** Lets every gate look at a mutation. A gate that throws at the documents has refused them too; one that broke has not. */
export async function tryMutation(
  mutation: Mutation,
  subject: Subject,
  equipment: Equipment,
): Promise<Kills> {
  const gates = gatesFor(mutation, subject, mutation.apply(subject), equipment);
  const verdicts = await Promise.all(
    gateNames.map(async (name) => {
      try {
        const [finding] = (await gates[name]?.()) ?? [];
        return finding === undefined ? [] : [[name, `${finding.place}: ${finding.fault}`] as const];
      } catch (error) {
        if (error instanceof GateFailure) throw error;
        return [[name, String(error)] as const];
      }
    }),
  );
  return Object.fromEntries(verdicts.flat());
}
