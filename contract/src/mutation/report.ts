import { renderTable } from '../coverage/render-table.ts';
import { type GateName, gateNames } from './gates.ts';
import { kindOf, type Mutation, nameOf } from './mutation.ts';
import { mayObject, type Survivor, survivorFor } from './survivors.ts';
import type { Kills } from './try-mutation.ts';

/** A mutation with the gates that refused it. */
export interface Tried {
  readonly mutation: Mutation;
  readonly kills: Kills;
}

export interface Report {
  /** How many mutations of each kind each gate refused, as a table. */
  readonly kinds: string;
  /** The same for each document. */
  readonly documents: string;
  /** The survivors with their reasons, and the result of the harmless changes. */
  readonly summary: string;
  /** The problems to repair; empty when there are none. */
  readonly faults: readonly string[];
}

/**
 * Counts kills by gate, and finds unexpected survivors and unexpected kills.
 *
 * @param isWhole - Whether all mutations were tried by all gates. Only then is a gate without refusals, or an unused
 * reason, a problem.
 */
export function reportOn(tried: readonly Tried[], isWhole: boolean, list: readonly Survivor[]): Report {
  const meaningful = tried.filter(({ mutation }) => !mutation.isHarmless);
  const harmless = tried.filter(({ mutation }) => mutation.isHarmless);
  if (meaningful.length === 0 || harmless.length === 0) {
    throw new Error(
      `${meaningful.length} faults and ${harmless.length} harmless changes were tried: nothing is shown.`,
    );
  }
  const survived = meaningful.filter(({ kills }) => gatesOf(kills).length === 0);
  const reasons = survived.flatMap(({ mutation }) => survivorFor(mutation, list) ?? []);
  const minded = harmless.filter(isMinded);
  return {
    kinds: tableOf(meaningful, ({ mutation }) => kindOf(mutation)),
    documents: tableOf(meaningful, ({ mutation }) => mutation.document),
    summary: [
      `${meaningful.length - survived.length} of ${meaningful.length} faults are refused by at least one gate${reasons.length === 0 ? '.' : `; ${reasons.length} survive for a reason:`}`,
      '',
      ...list
        .filter((survivor) => reasons.includes(survivor))
        .map((survivor) => `- ${reasons.filter((each) => each === survivor).length} × ${survivor.reason}`),
      ...(reasons.length === 0 ? [] : ['']),
      `${harmless.length - minded.length} of ${harmless.length} harmless changes are refused by none.`,
    ].join('\n'),
    faults: [
      ...survived.filter(({ mutation }) => survivorFor(mutation, list) === undefined).map(survivedFault),
      ...minded.map(mindedFault),
      ...listFaults(tried, isWhole ? reasons : list, list),
      ...(isWhole ? idleGates(meaningful) : []),
    ],
  };
}

/** One line for each mutation. */
export function listMutations(tried: readonly Tried[]): string {
  return tried
    .map(({ mutation, kills }) => {
      const gates = gatesOf(kills);
      const fate = gates.length > 0 ? gates.join(', ') : mutation.isHarmless ? 'harmless' : 'survived';
      return `${nameOf(mutation)}: ${fate}`;
    })
    .join('\n');
}

function isMinded({ mutation, kills }: Tried): boolean {
  return gatesOf(kills).some((gate) => !mayObject(gate, mutation));
}

function survivedFault({ mutation }: Tried): string {
  return `Survived: ${nameOf(mutation)}. Sharpen a gate, or say in contract/src/mutation/survivors.ts why it may live.`;
}

function mindedFault({ mutation, kills }: Tried): string {
  return `Harmless, yet refused: ${nameOf(mutation)} (${JSON.stringify(kills)}).`;
}

/** Unused reasons, and reasons that also match mutations which a gate refuses. */
function listFaults(
  tried: readonly Tried[],
  used: readonly Survivor[],
  list: readonly Survivor[],
): readonly string[] {
  const where = 'in contract/src/mutation/survivors.ts';
  const covered = tried.filter(({ kills }) => gatesOf(kills).length > 0);
  return [
    ...list
      .filter((survivor) => !used.includes(survivor))
      .map(({ reason }) => `No survivor has this reason any more: "${reason}" Remove it ${where}.`),
    ...covered.flatMap(({ mutation, kills }) => {
      const survivor = survivorFor(mutation, list);
      if (survivor === undefined) return [];
      return [
        `Refused by ${gatesOf(kills).join(', ')}, yet listed: ${nameOf(mutation)}. Narrow "${survivor.reason}" ${where}.`,
      ];
    }),
  ];
}

function idleGates(tried: readonly Tried[]): readonly string[] {
  return gateNames
    .filter((gate) => tried.every(({ kills }) => !(gate in kills)))
    .map((gate) => `The gate ${gate} refused nothing: it is broken, or of no use.`);
}

function tableOf(tried: readonly Tried[], groupOf: (each: Tried) => string): string {
  const names = [...new Set(tried.map(groupOf))];
  const groups = names.map((name) => [name, tried.filter((each) => groupOf(each) === name)] as const);
  const rows = [...groups, ['all', tried] as const].map(([name, group]) => [
    name,
    String(group.length),
    String(group.filter(({ kills }) => gatesOf(kills).length > 0).length),
    ...gateNames.map((gate) => String(group.filter(({ kills }) => gate in kills).length)),
  ]);
  return renderTable(['mutations', 'tried', 'killed', ...gateNames], rows);
}

function gatesOf(kills: Kills): readonly GateName[] {
  return gateNames.filter((gate) => gate in kills);
}
