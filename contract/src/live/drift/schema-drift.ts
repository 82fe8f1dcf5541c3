import type { ErrorObject } from 'ajv';

import { isObject } from '../../documents/json.ts';
import type { ShownName } from '../har/shown-name.ts';
import type { Drift } from './drift.ts';
import { nearestAlternative } from './nearest-alternative.ts';

/** Finds the violations in a body, each once regardless of the number of rows. */
export function schemaDrift(
  errors: readonly ErrorObject[],
  body: unknown,
  shownName: ShownName,
): readonly Drift[] {
  const found = nearestAlternative(errors).flatMap((error) => toDrift(error, body, shownName) ?? []);
  return [...new Map(found.map((drift) => [`${drift.kind} ${drift.detail}`, drift])).values()];
}

function toDrift(error: ErrorObject, body: unknown, shownName: ShownName): Drift | undefined {
  const place = placeOf(error.instancePath, shownName);
  switch (error.keyword) {
    case 'required': {
      const name = String(error.params['missingProperty']);
      return place === ''
        ? { kind: 'envelope key', detail: `${name} is missing` }
        : { kind: 'missing field', detail: `${place}/${name}` };
    }
    case 'unevaluatedProperties': {
      const name = shownName(String(error.params['unevaluatedProperty']));
      return place === ''
        ? { kind: 'envelope key', detail: `${name} is not described` }
        : { kind: 'undocumented field', detail: `${place}/${name}` };
    }
    case 'type': {
      const received = typeOf(valueAt(body, error.instancePath));
      return {
        kind: 'type',
        detail: `${place || 'the body'} is ${received}, described as ${describeTypes(error.params['type'])}`,
      };
    }
    // The error of each property name is repeated for its object.
    case 'propertyNames':
      return undefined;
    default:
      return { kind: 'value', detail: `${place || 'the body'} breaks its ${error.keyword}` };
  }
}

/** A pointer with `*` for positions in lists, and without names that may be data. */
function placeOf(pointer: string, shownName: ShownName): string {
  return pointer
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (part === '' ? '' : /^\d+$/.test(part) ? '*' : shownName(part)))
    .join('/');
}

function valueAt(body: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((node, part) => {
      if (Array.isArray(node)) return node[Number(part)];
      return isObject(node) ? node[part] : undefined;
    }, body);
}

function describeTypes(types: unknown): string {
  return Array.isArray(types) ? types.join(' or ') : String(types);
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return Number.isInteger(value) ? 'an integer' : 'a number with decimals';
  return typeof value === 'object' ? 'an object' : typeof value === 'string' ? 'text' : typeof value;
}
