import type { ParityDuplicate, ParityKey, ParityValue } from './parity-report.ts';

interface InsightKey extends ParityKey {
  readonly serviceCode: string | null;
}

/** An insight of one side, prepared for comparison. */
export interface Entry<Key extends InsightKey = InsightKey, Field extends string = string> {
  readonly key: Key;
  /** Decides which insights with the same key are paired: those with the same content. */
  readonly content: string;
  /** When it was processed, in milliseconds since 1970. More than one when it sums rows of several snapshots. */
  readonly instants: readonly number[];
  /** An absent field is not compared. */
  readonly values: Readonly<Partial<Record<Field, ParityValue>>>;
}

interface Sides<Any extends Entry> {
  readonly legacy: readonly Any[];
  readonly current: readonly Any[];
}

/** Insights that both sides have, and those that the other side lacks. */
interface Pairing<Any extends Entry> {
  readonly pairs: readonly (readonly [legacy: Any, current: Any])[];
  readonly onlyInLegacy: readonly Any[];
  readonly onlyInCurrent: readonly Any[];
}

/** Pairs the entries of both sides by their keys, in the order of the keys. */
export function pairEntries<Any extends Entry>(sides: Sides<Any>) {
  const groups = groupByName(sides, ({ key }) => identityOf(key));
  return { ...flatten(groups.map(pairNamesakes)), duplicates: groups.flatMap(duplicatesIn) };
}

/** A key should occur once on each side. It occurs twice when two products differ only by their ids. */
function duplicatesIn<Any extends Entry>({ legacy, current }: Sides<Any>): ParityDuplicate<Any['key']>[] {
  const [first] = sorted(legacy.length > 0 ? legacy : current);
  const isUnique = legacy.length <= 1 && current.length <= 1;
  if (isUnique || first === undefined) return [];
  return [{ key: first.key, legacy: legacy.length, current: current.length }];
}

/** Pairs entries with the same content first. The result does not depend on the order of the entries. */
function pairNamesakes<Any extends Entry>({ legacy, current }: Sides<Any>): Pairing<Any> {
  const sides = { legacy: sorted(legacy), current: sorted(current) };
  const alike = flatten(groupByName(sides, ({ content }) => content).map(pairInOrder));
  const others = pairInOrder({ legacy: alike.onlyInLegacy, current: alike.onlyInCurrent });
  return { ...others, pairs: [...alike.pairs, ...others.pairs] };
}

function pairInOrder<Any extends Entry>({ legacy, current }: Sides<Any>): Pairing<Any> {
  const pairs = legacy.flatMap((entry, index) => {
    const counterpart = current[index];
    return counterpart === undefined ? [] : [[entry, counterpart] as const];
  });
  return { pairs, onlyInLegacy: legacy.slice(pairs.length), onlyInCurrent: current.slice(pairs.length) };
}

function flatten<Any extends Entry>(pairings: readonly Pairing<Any>[]): Pairing<Any> {
  return {
    pairs: pairings.flatMap(({ pairs }) => pairs),
    onlyInLegacy: pairings.flatMap(({ onlyInLegacy }) => onlyInLegacy),
    onlyInCurrent: pairings.flatMap(({ onlyInCurrent }) => onlyInCurrent),
  };
}

function sorted<Any extends Entry>(entries: readonly Any[]): readonly Any[] {
  if (entries.length < 2) return entries;
  const texts = new Map(entries.map((entry) => [entry, JSON.stringify(entry)]));
  return entries.toSorted((one, other) => byCodeUnits(texts.get(one) ?? '', texts.get(other) ?? ''));
}

/** Groups the entries of both sides by a name, in the order of the names. */
export function groupByName<Any extends Entry, Name extends string | null>(
  { legacy, current }: Sides<Any>,
  nameOf: (entry: Any) => Name,
) {
  const groups = new Map<Name, { readonly name: Name; readonly legacy: Any[]; readonly current: Any[] }>();
  const groupOf = (entry: Any) => {
    const name = nameOf(entry);
    const group = groups.get(name) ?? { name, legacy: [], current: [] };
    groups.set(name, group);
    return group;
  };
  for (const entry of legacy) groupOf(entry).legacy.push(entry);
  for (const entry of current) groupOf(entry).current.push(entry);
  return [...groups.values()].sort((one, other) => byCodeUnits(one.name ?? '', other.name ?? ''));
}

/** The key as text. Keys that differ only in case have the same identity. */
export function identityOf(key: ParityKey): string {
  return JSON.stringify(Object.values(key)).toLowerCase();
}

/** Orders text by its code units, which gives the same order in every locale. */
export function byCodeUnits(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
