import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';

/** Compiles the schemas of an OpenAPI document. Returns a function that finds one by its path of keys. */
export function compileSchemas(
  document: Record<string, unknown>,
): (path: readonly string[]) => ValidateFunction {
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, strictSchema: false, inlineRefs: false });
  ajvFormats.default(ajv);
  ajv.addSchema({ ...document, $id: 'openapi' });
  return (path) => {
    const pointer = path
      .map((key) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1')))
      .join('/');
    return ajv.compile({ $ref: `openapi#/${pointer}` });
  };
}
