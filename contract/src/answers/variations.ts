import { changedAt, isObject, pointerTo, valueAt } from '../documents/json.ts';
import type { Shape } from '../documents/shape.ts';
import { type Candidate, candidatesFor } from './candidates.ts';

/** A body that differs from a plain one in a single place. */
export interface Variation {
  /** The place, as a JSON pointer into the body, with `*` for the items of a list. */
  readonly place: string;
  /** The place in the description that describes it. */
  readonly describedAt: string;
  readonly kind: Candidate['kind'] | 'missing' | 'renamed' | 'unknown property';
  /** The change in words. */
  readonly change: string;
  /** Whether every object on the path to the place is required. */
  readonly isRequired: boolean;
  readonly body: string;
}

interface Place {
  readonly keys: readonly string[];
  readonly shape: Shape;
  readonly isRequired: boolean;
}

/** Every variation of a body, place by place. */
export function variationsOf(shape: Shape, body: unknown): readonly Variation[] {
  return placesIn(shape, body).flatMap((place) => variationsAt(place, body));
}

function placesIn(shape: Shape, body: unknown): readonly Place[] {
  const walk = (place: Place): readonly Place[] => {
    const { keys } = place;
    const value = valueAt(body, keys);
    const members = [...place.shape.properties]
      .filter(([name]) => isObject(value) && name in value)
      .map(([name, { shape: own, required }]) => ({
        keys: [...keys, name],
        shape: own,
        isRequired: place.isRequired && required,
      }));
    const items = place.shape.items;
    const isList = items !== undefined && Array.isArray(value) && value.length > 0;
    const item = isList ? [{ keys: [...keys, '0'], shape: items, isRequired: place.isRequired }] : [];
    return [place, ...[...members, ...item].flatMap(walk)];
  };
  return walk({ keys: [], shape, isRequired: true });
}

function variationsAt({ keys, shape, isRequired }: Place, body: unknown): readonly Variation[] {
  const value = valueAt(body, keys);
  const name = keys.at(-1);
  const at = {
    place: pointerTo(keys.map((key) => (key === '0' ? '*' : key))),
    describedAt: shape.at,
    isRequired,
  };
  const set = (kind: Variation['kind'], change: string, text: string): Variation => ({
    ...at,
    kind,
    change,
    body: withText(body, keys, text),
  });
  const candidates = candidatesFor(shape, value).map(({ kind, text }) =>
    set(kind, `is ${shorten(text)}`, text),
  );
  const grown = isObject(value)
    ? [
        set(
          'unknown property',
          'has one more property',
          JSON.stringify({ ...value, addedLater: { by: ['us'] } }),
        ),
      ]
    : [];
  // Single items of a list can't be left out: the result is another valid list.
  if (name === undefined || name === '0') return [...candidates, ...grown];
  const parent = keys.slice(0, -1);
  const others = Object.entries(isObject(valueAt(body, parent)) ? Object(valueAt(body, parent)) : {});
  const renamed = others.map(([key, item]) => [key === name ? `${key}Renamed` : key, item]);
  return [
    ...candidates,
    ...grown,
    {
      ...at,
      kind: 'missing',
      change: 'is missing',
      body: JSON.stringify(changedAt(body, keys, () => undefined)),
    },
    {
      ...at,
      kind: 'renamed',
      change: `is called ${name}Renamed`,
      body: JSON.stringify(changedAt(body, parent, () => Object.fromEntries(renamed))),
    },
  ];
}

const hole = '\u0000';

/** The body as JSON, with `text` as the value at `keys`. */
function withText(body: unknown, keys: readonly string[], text: string): string {
  return JSON.stringify(changedAt(body, keys, () => hole)).replace(JSON.stringify(hole), () => text);
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 40)}… (${text.length} characters)` : text;
}
