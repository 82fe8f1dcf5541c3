import type { Facts } from '../facts/facts.ts';
import type { Fields } from '../facts/fields.ts';

/** The rows that a commercial operation tells, and what they are told from. */
export interface RowTable<Fact, Field extends string, Row, Counts extends object> {
  readonly fields: Fields<Fact, Field>;
  factsOf(facts: Facts, index: number, day: string | undefined): readonly Fact[];
  countOf(facts: Facts, index: number, day: string | undefined): number;
  toRow(fact: Fact): Row;
  /** The counts of a group of nothing. */
  readonly none: Counts;
  /** The counts of a group with one fact more. */
  plus(counts: Counts, fact: Fact): Counts;
}
