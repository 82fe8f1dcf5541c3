import { refuse } from '../errors/configuration-error.ts';

export interface IntegerRange {
  readonly min: number;
  readonly max?: number;
  readonly example: number;
}

/** Requires a whole number within a range. */
export function requireInteger(argument: string, value: unknown, range: IntegerRange): number {
  const { min, max = Number.MAX_SAFE_INTEGER, example } = range;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max) return value;
  const limits = range.max === undefined ? `${min} or more` : `${min} to ${max}`;
  return refuse(argument, `a whole number, ${limits}`, value, String(example));
}

/** Requires a duration in milliseconds. `Infinity` stands for no limit. */
export function requireDurationInMs(argument: string, value: unknown, example: number): number {
  if (typeof value === 'number' && value > 0) return value;
  return refuse(argument, 'a duration in milliseconds, above 0', value, String(example));
}

/** Requires a number of pages to request ahead. There is a limit, because each page is held in memory. */
export function requirePrefetchPages(argument: string, value: unknown): number {
  return requireInteger(argument, value, { min: 0, max: 32, example: 4 });
}

/** Requires one of a few values. */
export function requireOneOf<Value extends string | boolean>(
  argument: string,
  value: unknown,
  values: readonly Value[],
  example = values[0],
): Value {
  const found = values.find((each) => each === value);
  if (found !== undefined) return found;
  const toSource = (each: unknown) => (typeof each === 'string' ? `'${each}'` : String(each));
  const expected = `${values.slice(0, -1).map(toSource).join(', ')} or ${toSource(values.at(-1))}`;
  return refuse(argument, expected, value, toSource(example));
}

/** Requires a function. Any other value is named only by its type, because it may be a secret. */
export function requireFunction<Value>(argument: string, value: Value, example: string): Value {
  if (typeof value === 'function') return value;
  return refuse(argument, 'a function', typeof value, example);
}

/** Whether a value is an object with all of these methods. */
export function hasMethods(value: unknown, methods: readonly string[]): value is object {
  const isObject = typeof value === 'object' && value !== null;
  return isObject && methods.every((method) => typeof Reflect.get(value, method) === 'function');
}

/** Requires an object with all of these methods. */
export function requireMethods<Value extends object>(
  argument: string,
  value: Value,
  methods: readonly (keyof Value & string)[],
  example: string,
): Value {
  if (hasMethods(value, methods)) return value;
  return refuse(
    argument,
    `an object with ${methods.join(', ')}`,
    hasMethods(value, []) ? value : typeof value,
    example,
  );
}

/** The fields of `Values` that are not `undefined`. */
export type Defined<Values> = { [Field in keyof Values]?: Values[Field] & ({} | null) };

/** Leaves out the fields that are `undefined`. */
export function defined<Values extends object>(values: Values): Defined<Values> {
  const result: Defined<Values> = {};
  for (const field in values) {
    const value = values[field];
    if (value !== undefined) result[field] = value;
  }
  return result;
}

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isGuid(value: unknown): value is string {
  return typeof value === 'string' && guid.test(value);
}

/**
 * Requires a GUID. A customer id becomes a segment of the path, and any other text could leave that segment:
 * `customers/..` is the list of all customers.
 */
export function requireGuid(argument: string, value: unknown): string {
  if (isGuid(value)) return value;
  return refuse(argument, 'a GUID', value, `'4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04'`);
}

const printableAscii = /^[\x21-\x7e]+$/;

/**
 * Reads a token or a secret: text that is valid in a header and a form. Surrounding spaces, line ends and a byte
 * order mark, common in files and environment variables, are removed. `undefined` when the value is no such text.
 */
export function readSecret(value: unknown): string | undefined {
  const secret = trimmed(value);
  return typeof secret === 'string' && printableAscii.test(secret) ? secret : undefined;
}

/** Text without surrounding spaces, line ends and byte order mark; any other value unchanged. */
export function trimmed(value: unknown): unknown {
  return typeof value === 'string' ? value.trim() : value;
}

const loopback = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * Requires an absolute URL that a token may be sent to: https, or http to this machine. Returns it without a trailing
 * slash.
 */
export function requireBaseUrl(argument: string, value: unknown): string {
  const text = value instanceof URL ? value.href : value;
  if (typeof text === 'string' && URL.canParse(text)) {
    const url = new URL(text);
    const isPrivate = url.protocol === 'https:' || (url.protocol === 'http:' && loopback.test(url.hostname));
    const isBare = url.username + url.password + url.search + url.hash === '';
    if (isPrivate && isBare) return url.origin + url.pathname.replace(/(?<!\/)\/+$/, '');
  }
  return refuse(
    argument,
    'an https URL (http only to this machine) without credentials, query or fragment',
    shownUrl(text),
    `'https://api.partnercenter.microsoft.com'`,
  );
}

/** A URL may hold a password before its `@`, or a key in its query, whether or not it parses. */
function shownUrl(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/^.*@/s, '…@').replace(/[?#].*$/s, '…') : value;
}

/** Parses the body of a success; `undefined` when it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(withoutByteOrderMark(text));
  } catch {
    return undefined;
  }
}

/** `TextDecoder` strips the mark; a transport that decodes on its own may leave it in. */
export function withoutByteOrderMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** Whether a parsed JSON value is an object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
