import type { CallContext } from '../call-context.ts';
import { ResponseFormatError } from '../errors/response-format-error.ts';

/** Where a reader stands in an answer, so that a refusal can name the place. One serves a whole answer. */
export class FormatReader {
  readonly tried: string;
  readonly context: CallContext;
  /** The JSON pointer of the array being read, such as `/items`. */
  rows = '';
  index = 0;
  field = '';

  constructor(tried: string, context: CallContext) {
    this.tried = tried;
    this.context = context;
  }

  /** Refuses the value of the field that is being read. */
  fail(expected: string, received: unknown): never {
    const field = this.field === '' ? '' : `/${escapePointer(this.field)}`;
    return this.failAt(`${this.rows}/${this.index}${field}`, expected, kindOf(received));
  }

  /** Refuses what stands at a JSON pointer. `received` names it without showing it. */
  failAt(pointer: string, expected: string, received: string): never {
    throw new ResponseFormatError({
      tried: this.tried,
      context: this.context,
      pointer,
      expected,
      received,
    });
  }
}

/** Names a value without showing it: it may be a customer's name or, in a hostile answer, anything. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string')
    return value === '' ? 'an empty string' : `a string of ${value.length} characters`;
  if (Array.isArray(value)) return `an array of ${value.length}`;
  return 'an object';
}

function escapePointer(segment: string): string {
  return segment.replaceAll('~', '~0').replaceAll('/', '~1');
}
