import { isRecord as isObject } from '@licenses-usage/spec/is-record';

export { isObject };

export type JsonObject = Readonly<Record<string, unknown>>;

/** The value if it is an object, or else an empty object. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

export function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textsOf(value: unknown): readonly string[] {
  return arrayOf(value).filter((item) => typeof item === 'string');
}

/** A JSON pointer, readable in messages and usable in a `$ref`. */
export function pointerTo(keys: readonly string[]): string {
  return keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

export function keysOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~'));
}

export function valueAt(document: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value[Number(key)];
    return isObject(value) ? value[key] : undefined;
  }, document);
}

/** A copy in which the value at `keys` is replaced, or removed when `change` returns `undefined`. */
export function changedAt(
  document: unknown,
  keys: readonly string[],
  change: (value: unknown) => unknown,
): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return change(document);
  if (Array.isArray(document)) {
    return document.flatMap((item: unknown, index) => {
      if (String(index) !== key) return [item];
      const changed = changedAt(item, rest, change);
      return changed === undefined ? [] : [changed];
    });
  }
  const object = objectOf(document);
  const changed = changedAt(object[key], rest, change);
  if (key in object) {
    const entries = Object.entries(object).map(([name, value]) => [name, name === key ? changed : value]);
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }
  return changed === undefined ? object : { ...object, [key]: changed };
}
