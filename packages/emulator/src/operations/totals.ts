import type { Facts, LicensesFact, UsageFact } from '../facts/facts.ts';

/** A share over all facts that agree in a key, such as 41 active of 80 qualified licences. */
export interface Total<Fact> {
  /** The first of the facts. */
  readonly fact: Fact;
  readonly part: number;
  readonly whole: number;
}

interface Share<Fact> {
  readonly factsOf: (usage: readonly UsageFact[]) => readonly Fact[];
  readonly keyOf: (fact: Fact) => readonly string[];
  readonly part: (fact: Fact) => number;
  readonly whole: (fact: Fact) => number;
}

/** Totals over all customers as of the latest snapshot, in the order of their keys. */
export function totalsOf<Fact extends LicensesFact>(
  facts: Facts,
  { factsOf, keyOf, part, whole }: Share<Fact>,
): readonly Total<Fact>[] {
  const totals = new Map<string, Total<Fact> & { readonly key: readonly string[] }>();
  for (let index = 0; index < facts.customerCount; index += 1) {
    for (const fact of factsOf(facts.usageOf(index, undefined))) {
      const key = keyOf(fact);
      const before = totals.get(JSON.stringify(key)) ?? { key, fact, part: 0, whole: 0 };
      totals.set(JSON.stringify(key), {
        ...before,
        part: before.part + part(fact),
        whole: before.whole + whole(fact),
      });
    }
  }
  return [...totals.values()].toSorted((left, right) => compareKeys(left.key, right.key));
}

function compareKeys(left: readonly string[], right: readonly string[]): number {
  for (const [position, part] of left.entries()) {
    const other = right[position] ?? '';
    if (part !== other) return part < other ? -1 : 1;
  }
  return 0;
}
