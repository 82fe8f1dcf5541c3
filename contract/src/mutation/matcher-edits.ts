import type { Interaction } from '../documents/interaction.ts';
import { arrayOf, changedAt, isObject, type JsonObject, objectOf, valueAt } from '../documents/json.ts';

/** A change to one interaction of a pact, before it is wrapped into a mutation. */
export interface RuleEdit {
  readonly place: string;
  readonly change: string;
  readonly isHarmless?: boolean;
  /** Returns the changed interaction, or `undefined` to drop it. */
  readonly edit: (interaction: JsonObject) => JsonObject | undefined;
}

const bodyRules = ['response', 'matchingRules', 'body'];

/** Edits of the body: every matcher loosened, tightened and made literal, and every field dropped and renamed. */
export function bodyRuleEdits({ response, json }: Interaction): readonly RuleEdit[] {
  const rules = objectOf(valueAt(json, bodyRules));
  return placesIn(response.body, []).flatMap((keys) => {
    const path = jsonPathOf(keys);
    const value = valueAt(response.body, keys);
    const place = `response ${path}`;
    const body = ['response', 'body', 'content', ...keys];
    const set = (change: string, matchers: readonly JsonObject[], isHarmless = false): RuleEdit => ({
      place,
      change,
      isHarmless,
      edit: (old) => changedObject(old, [...bodyRules, path], () => ({ combine: 'AND', matchers })),
    });
    const matchers = arrayOf(objectOf(rules[path])['matchers']).map(objectOf);
    return [
      ...(keys.at(-1) === '0' ? [] : [droppedField(place, body, path), renamedField(place, body)]),
      ...(Array.isArray(value) ? listEdits(matchers, value, set) : []),
      ...(isScalar(value) ? scalarEdits(matchers, value, set) : []),
    ];
  });
}

type SetMatchers = (change: string, matchers: readonly JsonObject[], isHarmless?: boolean) => RuleEdit;

function listEdits(
  matchers: readonly JsonObject[],
  value: readonly unknown[],
  set: SetMatchers,
): readonly RuleEdit[] {
  if (value.length === 0) return [set('matcher loosened', [{ match: 'type' }])];
  return [
    set('matcher tightened', [{ match: 'type', min: 2 }]),
    set('matcher made literal', [{ match: 'equality' }]),
    // The state promises data. A consumer that does not ask for it is only less strict.
    ...(matchers.some((matcher) => 'min' in matcher && !('max' in matcher))
      ? [set('minimum of a list left out', [{ match: 'type' }], true)]
      : []),
  ];
}

function scalarEdits(matchers: readonly JsonObject[], value: unknown, set: SetMatchers): readonly RuleEdit[] {
  const isLiteral = matchers.every(({ match }) => match === 'equality');
  const escaped = String(value).replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const anything = { match: 'regex', regex: String.raw`^[\s\S]*$` };
  if (isLiteral) return [set('matcher loosened', [anything])];
  return [
    ...looser(matchers).map((each) => set(`matcher loosened to ${String(each['match'])}`, [each])),
    set('matcher loosened to anything', [anything]),
    set('matcher tightened', [...matchers, { match: 'regex', regex: `^${escaped}$` }]),
    set('matcher made literal', [{ match: 'equality' }]),
    ...(typeof value === 'number' ? [set('matcher narrowed to integer', [{ match: 'integer' }])] : []),
  ];
}

/** Each of several matchers on its own, and only the type. */
function looser(matchers: readonly JsonObject[]): readonly JsonObject[] {
  const isTypeOnly = matchers.length === 1 && matchers[0]?.['match'] === 'type';
  return isTypeOnly ? [] : [{ match: 'type' }, ...(matchers.length > 1 ? matchers : [])];
}

function droppedField(place: string, body: readonly string[], path: string): RuleEdit {
  return {
    place,
    change: 'field dropped',
    edit: (old) =>
      changedObject(
        changedObject(old, body, () => undefined),
        bodyRules,
        (rules) =>
          Object.fromEntries(Object.entries(objectOf(rules)).filter(([each]) => !each.startsWith(path))),
      ),
  };
}

function renamedField(place: string, body: readonly string[]): RuleEdit {
  const name = body.at(-1) ?? '';
  return {
    place,
    change: 'field renamed',
    edit: (old) =>
      changedObject(old, body.slice(0, -1), (parent) =>
        Object.fromEntries(
          Object.entries(objectOf(parent)).map(([key, value]) => [
            key === name ? `${name}Renamed` : key,
            value,
          ]),
        ),
      ),
  };
}

/** Edits of headers: every matcher loosened and made literal, and every header dropped. */
export function headerRuleEdits(json: JsonObject, part: 'request' | 'response'): readonly RuleEdit[] {
  const rules = [part, 'matchingRules', 'header'];
  return Object.keys(objectOf(valueAt(json, [part, 'headers']))).flatMap((name): readonly RuleEdit[] => {
    const place = `${part} header ${name}`;
    const set = (change: string, matchers: readonly JsonObject[]): RuleEdit => ({
      place,
      change,
      edit: (old) => changedObject(old, [...rules, name], () => ({ combine: 'AND', matchers })),
    });
    const matchers = arrayOf(objectOf(valueAt(json, [...rules, name]))['matchers']).map(objectOf);
    const isMatched = matchers.length > 0;
    const isTypeOnly = matchers.every(({ match }) => match === 'type');
    return [
      {
        place,
        change: 'header dropped',
        // The other interactions still require the common headers. Without a token there is no valid request.
        isHarmless: part === 'request' && name !== 'Authorization',
        edit: (old) =>
          changedObject(
            changedObject(old, [part, 'headers', name], () => undefined),
            [...rules, name],
            () => undefined,
          ),
      },
      ...(isMatched && !isTypeOnly ? [set('matcher loosened', [{ match: 'type' }])] : []),
      ...(isMatched ? [set('matcher made literal', [{ match: 'equality' }])] : []),
      ...(isMatched ? [] : [set('literal changed', [{ match: 'regex', regex: '^another$' }])]),
    ];
  });
}

function placesIn(value: unknown, keys: readonly string[]): readonly (readonly string[])[] {
  const inside = Array.isArray(value)
    ? value.slice(0, 1).map((item: unknown) => ({ key: '0', item }))
    : Object.entries(objectOf(value)).map(([key, item]) => ({ key, item }));
  return [
    ...(keys.length > 0 ? [keys] : []),
    ...inside.flatMap(({ key, item }) => placesIn(item, [...keys, key])),
  ];
}

function jsonPathOf(keys: readonly string[]): string {
  const parts = keys.map((key) => {
    if (key === '0') return '[*]';
    return /^\w+$/.test(key) ? `.${key}` : `['${key}']`;
  });
  return `$${parts.join('')}`;
}

function isScalar(value: unknown): boolean {
  return !Array.isArray(value) && !isObject(value);
}

function changedObject(
  json: JsonObject,
  keys: readonly string[],
  change: (value: unknown) => unknown,
): JsonObject {
  return objectOf(changedAt(json, keys, change));
}
