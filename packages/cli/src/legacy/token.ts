/** A piece of source text: what is left when blanks and comments are gone. */
export interface Token {
  readonly kind: 'word' | 'text' | 'mark';
  /** A word or a mark as it is written; of a text what it says, with `{}` for each part that is computed. */
  readonly value: string;
  /** Where it begins in the source. */
  readonly offset: number;
}

/** Stands in a text for what is computed. */
export const computed = '{}';
