import type { ParityDuplicate, ParityKey, ParityValue } from './parity-report.ts';

/** An insight of one side, prepared for comparison. */
export interface Entry<Key extends ParityKey, Field extends string> {
  readonly key: Key;
  /** The key in lower case: entries with the same identity are compared. */
  readonly identity: string;
  /** Decides which insights with the same key are paired: those with the same content. */
  readonly content: string;
  readonly serviceCode: string | null;
  /** When it was processed, in milliseconds since 1970. More than one when it sums rows of several snapshots. */
  readonly instants: readonly number[];
  /** An absent field is not compared. */
  readonly values: Readonly<Partial<Record<Field, ParityValue>>>;
}

export function identityOf(key: ParityKey): string {
  return JSON.stringify(Object.values(key)).toLowerCase();
}

/** Orders text by its code units, which gives the same order in every locale. */
export function byCodeUnits(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

interface Pairing<Key extends ParityKey, Field extends string> {
  readonly pairs: readonly (readonly [legacy: Entry<Key, Field>, current: Entry<Key, Field>])[];
  readonly onlyInLegacy: readonly Entry<Key, Field>[];
  readonly onlyInCurrent: readonly Entry<Key, Field>[];
  readonly duplicates: readonly ParityDuplicate<Key>[];
}

interface Namesakes<Key extends ParityKey, Field extends string> {
  readonly legacy: Entry<Key, Field>[];
  readonly current: Entry<Key, Field>[];
}

/** Pairs the entries of both sides by their keys, in the order of the keys. */
export function pairEntries<Key extends ParityKey, Field extends string>(
  legacy: Iterable<Entry<Key, Field>>,
  current: Iterable<Entry<Key, Field>>,
): Pairing<Key, Field> {
  const byIdentity = new Map<string, Namesakes<Key, Field>>();
  const namesakesOf = (identity: string): Namesakes<Key, Field> => {
    const namesakes = byIdentity.get(identity) ?? { legacy: [], current: [] };
    byIdentity.set(identity, namesakes);
    return namesakes;
  };
  for (const entry of legacy) namesakesOf(entry.identity).legacy.push(entry);
  for (const entry of current) namesakesOf(entry.identity).current.push(entry);

  const pairings = [...byIdentity.entries()]
    .sort(([one], [other]) => byCodeUnits(one, other))
    .map(([, namesakes]) => pairNamesakes(namesakes));
  return {
    pairs: pairings.flatMap(({ pairs }) => pairs),
    onlyInLegacy: pairings.flatMap(({ onlyInLegacy }) => onlyInLegacy),
    onlyInCurrent: pairings.flatMap(({ onlyInCurrent }) => onlyInCurrent),
    duplicates: pairings.flatMap(({ duplicates }) => duplicates),
  };
}

/** A key should occur once on each side. It occurs twice when two products differ only by their ids. */
function pairNamesakes<Key extends ParityKey, Field extends string>({
  legacy,
  current,
}: Namesakes<Key, Field>): Pairing<Key, Field> {
  const [first] = sorted(legacy.length > 0 ? legacy : current);
  const isUnique = legacy.length <= 1 && current.length <= 1;
  const duplicates =
    isUnique || first === undefined
      ? []
      : [{ key: first.key, legacy: legacy.length, current: current.length }];
  const { equal, others } = isUnique
    ? { equal: [], others: { legacy, current } }
    : pairEqual({ legacy, current });
  const paired = Math.min(others.legacy.length, others.current.length);
  const inOrder = others.legacy.slice(0, paired).flatMap((entry, index) => {
    const counterpart = others.current[index];
    return counterpart === undefined ? [] : [[entry, counterpart] as const];
  });
  return {
    pairs: [...equal, ...inOrder],
    onlyInLegacy: others.legacy.slice(paired),
    onlyInCurrent: others.current.slice(paired),
    duplicates,
  };
}

/** Pairs entries with the same content. The order of the others depends on their content only. */
function pairEqual<Key extends ParityKey, Field extends string>(namesakes: Namesakes<Key, Field>) {
  const byContent = new Map<string, Entry<Key, Field>[]>();
  for (const entry of sorted(namesakes.current)) {
    const alike = byContent.get(entry.content);
    if (alike === undefined) byContent.set(entry.content, [entry]);
    else alike.push(entry);
  }
  const equal: (readonly [Entry<Key, Field>, Entry<Key, Field>])[] = [];
  const legacy: Entry<Key, Field>[] = [];
  for (const entry of sorted(namesakes.legacy)) {
    const counterpart = byContent.get(entry.content)?.shift();
    if (counterpart === undefined) legacy.push(entry);
    else equal.push([entry, counterpart]);
  }
  return { equal, others: { legacy, current: [...byContent.values()].flat() } };
}

function sorted<Key extends ParityKey, Field extends string>(
  entries: readonly Entry<Key, Field>[],
): Entry<Key, Field>[] {
  const texts = new Map(entries.map((entry) => [entry, JSON.stringify(entry)]));
  return [...entries].sort((one, other) => byCodeUnits(texts.get(one) ?? '', texts.get(other) ?? ''));
}
