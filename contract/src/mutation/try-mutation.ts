import type { Finding } from '../gates/finding.ts';
import { GateFailure } from '../judges/gate-failure.ts';
import { type Equipment, type GateName, gateNames, gatesFor } from './gates.ts';
import type { Mutation, Subject } from './mutation.ts';

/** The gates that refuse a mutation, with their findings. */
export type Kills = Readonly<Partial<Record<GateName, string>>>;

/** Whether all gates check a mutation, or only until the first refuses it. */
export type Thoroughness = 'all gates' | 'first refusal';

/** Runs the gates on a mutation. */
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

/** A gate that throws because of the documents has refused them; a broken gate has not. */
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
