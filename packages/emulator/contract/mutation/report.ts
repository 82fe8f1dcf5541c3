import { renderTable } from '../coverage/render-table.ts';
import { type GateName, gateNames } from './gates.ts';
import { type Mutation, nameOf } from './mutation.ts';
import { mayObject, type Survivor, survivorFor } from './survivors.ts';
import type { Kills } from './try-mutation.ts';

/** A mutation with the gates that refused it. */
export interface Tried {
  readonly mutation: Mutation;
  readonly kills: Kills;
}

export interface Report {
  /** As text for a terminal. */
  readonly text: string;
  /** What has to be repaired; empty when all is as it should be. */
  readonly faults: readonly string[];
}

/** Counts kills by kind of mutation and gate, and finds what should have been killed and what should not. */
export function reportOn(tried: readonly Tried[], isWhole: boolean, list: readonly Survivor[]): Report {
  if (tried.length === 0) throw new Error('No mutation was tried.');
  const meaningful = tried.filter(({ mutation }) => !mutation.isHarmless);
  const harmless = tried.filter(({ mutation }) => mutation.isHarmless);
  const survived = meaningful.filter(({ kills }) => gatesOf(kills).length === 0);
  const reviewed = survived.flatMap(({ mutation }) => survivorFor(mutation, list) ?? []);
  const unreviewed = survived.filter(({ mutation }) => survivorFor(mutation, list) === undefined);
  const stale = isWhole ? list.filter((survivor) => !reviewed.includes(survivor)) : [];
  const minded = harmless.filter(({ mutation, kills }) =>
    gatesOf(kills).some((gate) => !mayObject(gate, mutation)),
  );
  const killed = meaningful.length - survived.length;
  return {
    text: [
      renderTable(['mutations', 'tried', 'killed', ...gateNames], rowsOf(meaningful)),
      '',
      `${killed} of ${meaningful.length} faults are refused by at least one gate; ${reviewed.length} survive for a reason:`,
      ...list
        .filter((survivor) => reviewed.includes(survivor))
        .map((survivor) => `  ${reviewed.filter((each) => each === survivor).length} × ${survivor.reason}`),
      `${harmless.length - minded.length} of ${harmless.length} harmless changes are refused by none.`,
    ].join('\n'),
    faults: [
      ...unreviewed.map(
        ({ mutation }) =>
          `Survived: ${nameOf(mutation)}. Sharpen a gate, or say in contract/mutation/survivors.ts why it may live.`,
      ),
      ...minded.map(
        ({ mutation, kills }) => `Harmless, yet refused: ${nameOf(mutation)} (${JSON.stringify(kills)}).`,
      ),
      ...stale.map(
        ({ reason }) =>
          `No survivor has this reason any more: "${reason}" Remove it from contract/mutation/survivors.ts.`,
      ),
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

function rowsOf(tried: readonly Tried[]): readonly (readonly string[])[] {
  const kinds = [...new Set(tried.map(({ mutation }) => kindOf(mutation)))];
  const groups = kinds.map(
    (kind) => [kind, tried.filter(({ mutation }) => kindOf(mutation) === kind)] as const,
  );
  return [...groups, ['all', tried] as const].map(([kind, group]) => [
    kind,
    String(group.length),
    String(group.filter(({ kills }) => gatesOf(kills).length > 0).length),
    ...gateNames.map((gate) => String(group.filter(({ kills }) => gate in kills).length)),
  ]);
}

/** The kind of a change, without what it is called. */
function kindOf({ document, change }: Mutation): string {
  return `${document}: ${change.replaceAll(/ (\/\S+|\d+|MS-\S+|WWW-\S+|Retry-\S+)(?= )| to \w+$/g, '')}`;
}

function gatesOf(kills: Kills): readonly GateName[] {
  return gateNames.filter((gate) => gate in kills);
}
