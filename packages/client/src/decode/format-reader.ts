import type { CallContext } from '../call-context.ts';
import type { Drift } from '../drift.ts';
import { ResponseFormatError } from '../errors/response-format-error.ts';

/** Where a reader stands in an answer, so that a refusal can name the place. One serves a whole answer. */
export class FormatReader {
  readonly tried: string;
  readonly context: CallContext;
  /** Told what does not look as documented but can be read all the same. */
  readonly onDrift: (drift: Drift) => void;
  /** The JSON pointer of the list whose items are being read; empty where the answer itself is. */
  parent = '';
  /** The key or index of the value being read in what holds it; none where `parent` itself is being read. */
  key: string | number | undefined;
  /** The keys that lead from `parent` to what holds the value. Made a pointer only where one has to be told. */
  readonly #outer: (string | number)[] = [];
  /** Rows of the answer that were handed out already, while it was still coming in. */
  rowsDelivered = 0;

  constructor(tried: string, context: CallContext, onDrift: (drift: Drift) => void = () => {}) {
    this.tried = tried;
    this.context = context;
    this.onDrift = onDrift;
  }

  /** Tells that a field of the object that holds the value being read is not as documented. */
  drift(kind: Drift['kind'], field: string): void {
    const pointer = this.parent + pointerOf(this.#outer);
    this.onDrift({ kind, pointer: pointer.replace(/\/\d+(?=\/|$)/g, '/*'), field });
  }

  /** The JSON pointer of the value being read. */
  get pointer(): string {
    const { parent, key } = this;
    return parent + pointerOf(key === undefined ? this.#outer : [...this.#outer, key]);
  }

  /** Goes into the value being read, to read what it holds. */
  enter(): void {
    if (this.key !== undefined) this.#outer.push(this.key);
  }

  /** Comes back to the value that was entered, which stands at `key`. */
  leave(key: string | number | undefined): void {
    if (key !== undefined) this.#outer.pop();
    this.key = key;
  }

  /** Reads what stands at `key` of the value being read. */
  under<Value>(
    key: string | number,
    read: (value: unknown, at: FormatReader) => Value,
    value: unknown,
  ): Value {
    const outer = this.key;
    this.enter();
    this.key = key;
    const result = read(value, this);
    this.leave(outer);
    return result;
  }

  /** Refuses the value being read. */
  fail(expected: string, received: unknown): never {
    return this.failAt(this.pointer, expected, kindOf(received));
  }

  /** Refuses what stands at a JSON pointer. `received` names it without showing it. */
  failAt(pointer: string, expected: string, received: string): never {
    throw new ResponseFormatError({
      tried: this.tried,
      context: this.context,
      pointer,
      expected,
      received,
      rowsDelivered: this.rowsDelivered,
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

function pointerOf(keys: readonly (string | number)[]): string {
  return keys.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
