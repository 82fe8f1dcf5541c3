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
