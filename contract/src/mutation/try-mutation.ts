import type { Finding } from '../gates/finding.ts';
import { GateFailure } from '../judges/gate-failure.ts';
import { type Equipment, type GateName, gateNames, gatesFor } from './gates.ts';
import type { Mutation, Subject } from './mutation.ts';

/** Which gates refuse a mutation, and with which words. */
export type Kills = Readonly<Partial<Record<GateName, string>>>;

/** Whether all gates look at a mutation, or one after the other until the first refuses it. */
export type Thoroughness = 'all gates' | 'first refusal';

/** Has the gates look at a mutation. */
export async function tryMutation(
  mutation: Mutation,
  subject: Subject,
  equipment: Equipment,
  thoroughness: Thoroughness,
): Promise<Kills> {
  const gates = gatesFor(mutation, subject, mutation.apply(subject), equipment);
  const wordsOf = async (name: GateName): Promise<Kills> => {
    const words = await refusalOf(gates[name]);
    return words === undefined ? {} : { [name]: words };
  };
  if (thoroughness === 'all gates') return Object.assign({}, ...(await Promise.all(gateNames.map(wordsOf))));
  for (const name of gateNames) {
    const kills = await wordsOf(name);
    if (name in kills) return kills;
  }
  return {};
}

/** A gate that throws at the documents has refused them too; one that broke has not. */
async function refusalOf(
  gate: (() => Promise<readonly Finding[]> | readonly Finding[]) | undefined,
): Promise<string | undefined> {
  try {
    const [finding] = (await gate?.()) ?? [];
    return finding === undefined ? undefined : `${finding.place}: ${finding.fault}`;
  } catch (error) {
    if (error instanceof GateFailure) throw error;
    return String(error);
  }
}
