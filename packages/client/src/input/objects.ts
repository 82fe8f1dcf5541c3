import { ConfigurationError } from '../errors/configuration-error.ts';

/** Requires a function. Whatever else was passed is named by its type: it may be a secret. */
export function requireFunction<Value>(argument: string, value: Value, example: string): Value {
  if (typeof value === 'function') return value;
  throw new ConfigurationError({ argument, expected: 'a function', received: typeof value, example });
}

/** Requires an object with all of the methods named. */
export function requireMethods<Value extends object>(
  argument: string,
  value: Value,
  methods: readonly (keyof Value & string)[],
  example: string,
): Value {
  const isObject = typeof value === 'object' && value !== null;
  if (isObject && methods.every((method) => typeof value[method] === 'function')) return value;
  throw new ConfigurationError({
    argument,
    expected: `an object with ${methods.join(', ')}`,
    received: isObject ? value : typeof value,
    example,
  });
}
