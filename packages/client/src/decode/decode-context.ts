import type { CallContext } from '../call-context.ts';
import type { Drift } from '../events.ts';
import { ResponseFormatError } from '../errors/response-format-error.ts';

/** The place of the value being decoded, so that an error can name it. One context serves a whole answer. */
export class DecodeContext {
  readonly tried: string;
  readonly context: CallContext;
  /** Called with each difference from the documentation that does not prevent reading, if anything listens. */
  readonly onDrift: ((drift: Drift) => void) | undefined;
  /** How many rows the answer holds; `undefined` while they are not read, and where it is one object. */
  rowCount: number | undefined;
  /** The JSON pointer of the list whose items are being read; empty for the answer itself. */
  parent = '';
  /** The key or index of the value being read; `undefined` while `parent` itself is read. */
  key: string | number | undefined;
  /** The path segments from `parent` to the object that holds the value, joined lazily. */
  readonly #outer: (string | number)[] = [];

  constructor(tried: string, context: CallContext, onDrift?: (drift: Drift) => void) {
    this.tried = tried;
    this.context = context;
    this.onDrift = onDrift;
  }

  /** Reports a field of the current object that is not as documented. */
  drift(kind: Drift['kind'], field: string): void {
    if (this.onDrift === undefined) return;
    const pointer = this.parent + pointerOf(this.#outer);
    this.onDrift({ kind, pointer: pointer.replace(/\/\d+(?=\/|$)/g, '/*'), field });
  }

  /** The JSON pointer of the value being read. */
  get pointer(): string {
    const { parent, key } = this;
    return parent + pointerOf(key === undefined ? this.#outer : [...this.#outer, key]);
  }

  /** Makes the value being read the parent. */
  enter(): void {
    if (this.key !== undefined) this.#outer.push(this.key);
  }

  /** Returns to the value that was entered last, whose key is `key`. */
  leave(key: string | number | undefined): void {
    if (key !== undefined) this.#outer.pop();
    this.key = key;
  }

  /** Reads the member `key` of the value being read. */
  under<Value>(
    key: string | number,
    read: (value: unknown, ctx: DecodeContext) => Value,
    value: unknown,
  ): Value {
    const outer = this.key;
    this.enter();
    this.key = key;
    const result = read(value, this);
    this.leave(outer);
    return result;
  }

  /** @throws {ResponseFormatError} about the value being read. */
  fail(expected: string, received: unknown): never {
    return this.failAt(this.pointer, expected, kindOf(received));
  }

  /** @throws {ResponseFormatError} about the value at `pointer`. `received` describes the value without showing it. */
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

/** Describes a value without showing it: it may be a customer's name. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'string')
    return value === '' ? 'an empty string' : `a string of length ${value.length}`;
  if (Array.isArray(value)) return `an array of ${value.length}`;
  return 'an object';
}

function pointerOf(keys: readonly (string | number)[]): string {
  return keys.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
