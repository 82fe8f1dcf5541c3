import type { GateName } from './gates.ts';
import type { Mutation } from './mutation.ts';

/** Reviewed mutations that no gate needs to refuse, with the reason. */
export interface Survivor {
  readonly document: Mutation['document'];
  /** Matched against the whole place. A match that a gate refuses is a fault of the list. */
  readonly place: RegExp;
  readonly changes: readonly string[];
  readonly reason: string;
}

export const survivors: readonly Survivor[] = [
  {
    document: 'description',
    place: /^\/components\/schemas\/ResourceLinks\/properties\/previous$/,
    changes: ['renamed', 'removed'],
    reason:
      'No sample holds a link to the page before: it is known from the .NET SDK alone, and the client walks forward only.',
  },
  {
    document: 'description',
    place: /^\/components\/schemas\/ResourceCollection\/properties\/attributes$/,
    changes: ['made optional'],
    reason:
      'Every sample holds the type of the envelope; the client would hand on null without it, and refuses nothing.',
  },
  {
    document: 'description',
    place: /^\/components\/schemas\/ExtendedFault\/properties\/(code|message|errorName)$/,
    changes: ['made optional'],
    reason:
      'One sample shows this fault; the client tells a refusal by its status and takes as much of the rest as there is.',
  },
];

export function survivorFor(mutation: Mutation, list: readonly Survivor[]): Survivor | undefined {
  return list.find(
    ({ document, place, changes }) =>
      document === mutation.document && place.test(mutation.place) && changes.includes(mutation.change),
  );
}

/** Gates that intentionally refuse harmless changes of one kind. */
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
