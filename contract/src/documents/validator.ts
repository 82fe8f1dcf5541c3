import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';

import { type JsonObject, pointerTo } from './json.ts';

/** Validates values against schemas, which may refer to the description. */
export interface Validator {
  isValid(schema: JsonObject, value: unknown): boolean;
  /** The errors, in ajv's words; empty when the value is valid. */
  errors(schema: JsonObject, value: unknown): readonly string[];
}

const validators = new WeakMap<JsonObject, Validator>();

export function validatorOf(document: JsonObject): Validator {
  const known = validators.get(document) ?? createValidator(document);
  validators.set(document, known);
  return known;
}

/** A reference to the schema at `keys`. */
export function refTo(keys: readonly string[]): JsonObject {
  return { $ref: `description#${pointerTo(keys).split('/').map(encodeURIComponent).join('/')}` };
}

function createValidator(document: JsonObject): Validator {
  // Mutations compile thousands of descriptions, each for a few values, so compilation must be fast.
  const ajv = new Ajv2020({ strict: false, allErrors: true, inlineRefs: false, code: { optimize: false } });
  ajvFormats.default(ajv);
  ajv.addSchema({ ...document, $id: 'description' });
  const compiled = new Map<string, ReturnType<typeof ajv.compile>>();
  const compile = (schema: JsonObject) => {
    const key = JSON.stringify(schema);
    const validate = compiled.get(key) ?? ajv.compile(schema);
    compiled.set(key, validate);
    return validate;
  };
  return {
    isValid: (schema, value) => compile(schema)(value) === true,
    errors(schema, value) {
      const validate = compile(schema);
      return validate(value) ? [] : (validate.errors ?? []).map(describe);
    },
  };
}

function describe({ instancePath, message, params }: ErrorObject): string {
  return `${instancePath === '' ? 'the body' : instancePath} ${message ?? 'is wrong'} ${JSON.stringify(params)}`;
}
