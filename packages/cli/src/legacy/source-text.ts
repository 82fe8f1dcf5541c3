/** A token of source text, after white space and comments have been removed. */
export interface Token {
  readonly kind: 'word' | 'text' | 'mark';
  /** A word or a punctuation mark as written; the contents of a string, with `{}` for each computed part. */
  readonly value: string;
  /** Its offset in the source. */
  readonly offset: number;
}

/** What stands before the first token and behind the last. */
const nothing: Token = { kind: 'mark', value: '', offset: 0 };

/** The token at an index, or an empty mark where there is none. */
export function tokenAt(tokens: readonly Token[], index: number): Token {
  return tokens[index] ?? nothing;
}

/** The placeholder for a computed part of a string. */
export const computed = '{}';

/** A position in source text that advances. */
export class Cursor {
  readonly source: string;
  offset: number;
  readonly end: number;

  constructor(source: string, offset = 0, end = source.length) {
    this.source = source;
    this.offset = offset;
    this.end = end;
  }

  get isAtEnd(): boolean {
    return this.offset >= this.end;
  }

  get character(): string {
    return this.isAtEnd ? '' : this.source.charAt(this.offset);
  }

  startsWith(text: string): boolean {
    return this.offset + text.length <= this.end && this.source.startsWith(text, this.offset);
  }

  /** Moves past the text if it comes next. */
  take(text: string): boolean {
    if (!this.startsWith(text)) return false;
    this.offset += text.length;
    return true;
  }

  /** Moves past the match of a sticky pattern, and returns it. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.offset;
    const found = pattern.exec(this.source)?.[0];
    if (found === undefined || this.offset + found.length > this.end) return undefined;
    this.offset += found.length;
    return found;
  }

  /** Moves past the next occurrence of the text, or to the end. */
  skipPast(text: string): void {
    const found = this.source.indexOf(text, this.offset);
    this.offset = found === -1 ? this.end : Math.min(this.end, found + text.length);
  }
}
