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

/** A place in source text that moves on. */
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

  /** Moves behind the text if it comes next. */
  take(text: string): boolean {
    if (!this.startsWith(text)) return false;
    this.offset += text.length;
    return true;
  }

  /** Moves behind what a sticky pattern matches here, and returns it. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.offset;
    const found = pattern.exec(this.source)?.[0];
    if (found === undefined || this.offset + found.length > this.end) return undefined;
    this.offset += found.length;
    return found;
  }

  /** Moves behind the next occurrence of the text, or to the end. */
  skipPast(text: string): void {
    const found = this.source.indexOf(text, this.offset);
    this.offset = found === -1 ? this.end : Math.min(this.end, found + text.length);
  }
}
