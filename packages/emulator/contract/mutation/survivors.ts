import type { GateName } from './gates.ts';
import type { Mutation } from './mutation.ts';

/** Mutations that no gate refuses, reviewed: why none has to. */
export interface Survivor {
  readonly document: Mutation['document'];
  readonly place: RegExp;
  readonly change: RegExp;
  readonly reason: string;
}

export const survivors: readonly Survivor[] = [];

export function survivorFor(mutation: Mutation, list: readonly Survivor[]): Survivor | undefined {
  return list.find(
    ({ document, place, change }) =>
      document === mutation.document && place.test(mutation.place) && change.test(mutation.change),
  );
}

/** A gate that refuses harmless changes of one kind, and is meant to. */
const objections = [
  {
    gate: 'types',
    change: 'optional field added',
    reason: 'Each described field has its reader in the client, so the compiler asks for one.',
  },
] as const;

export function mayObject(gate: GateName, { change }: Mutation): boolean {
  return objections.some((objection) => objection.gate === gate && objection.change === change);
}
