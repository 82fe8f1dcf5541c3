import { readApi, type Api, type ApiOperation, type Parameter } from '../read-api.ts';
import type { Field, Model } from '../read-models.ts';
import { recordOf } from '../read-schema.ts';
import { resolveReference } from '../resolve-reference.ts';
import type { Declared } from './find-references.ts';

/** A breaking change: callers or hand-written code rely on the old description. */
export interface Break {
  /** `LicensesUsageRow.productName is gone`. */
  readonly what: string;
  /** Its name in code that relies on it. */
  readonly name: string;
  /** The generated type that has it, if there is one. */
  readonly declared?: Declared;
  /** How a type of the client changes for users: `LicensesUsageRow.productName: string | null → gone`. */
  readonly userType?: string;
}

/** Finds elements that a new description removes, renames, retypes or newly requires. */
export function findBreaks(before: unknown, after: unknown): readonly Break[] {
  const old = readApi(before);
  const current = readApi(after);
  return [
    ...old.operations.flatMap((operation) => operationBreaks(operation, current, before, after)),
    ...old.models.flatMap((model) => modelBreaks(model, current)),
    ...fieldListBreaks(old, current),
  ];
}

function operationBreaks(old: ApiOperation, { operations }: Api, before: unknown, after: unknown): Break[] {
  const name = old.operationId;
  const declared = { type: 'LicensesUsageClient', member: name };
  const current = operations.find(({ operationId }) => operationId === name);
  if (current === undefined)
    return [{ what: `${name} is gone`, name, declared, userType: `client.${name}(): gone` }];
  const address = (each: ApiOperation) => `${each.method} ${each.path}`;
  const shape = (each: ApiOperation) => [each.kind, each.paging ?? '', each.model].join(' ').trim();
  return [
    ...(address(old) === address(current)
      ? []
      : [{ what: `${name} moves from ${address(old)} to ${address(current)}`, name: old.path }]),
    ...(shape(old) === shape(current)
      ? []
      : [
          {
            what: `${name} answers otherwise: ${shape(old)} → ${shape(current)}`,
            name,
            declared,
            userType: `client.${name}(): ${old.model} → ${current.model}`,
          },
        ]),
    ...parameterBreaks(old, current),
    ...statusBreaks(name, responsesOf(before, old), responsesOf(after, current)),
  ];
}

function parameterBreaks(old: ApiOperation, current: ApiOperation): Break[] {
  const same = (each: Parameter) => (other: Parameter) => other.name === each.name && other.in === each.in;
  const what = ({ name, in: place }: Parameter) => `the ${place} parameter ${name} of ${old.operationId}`;
  return [
    ...old.parameters.flatMap((each) => {
      const now = current.parameters.find(same(each));
      if (now === undefined) return [{ what: `${what(each)} is gone`, name: each.name }];
      const types = [each, now].map(({ schema }) => String(schema['type']));
      if (types[0] === types[1]) return [];
      return [{ what: `${what(each)} is retyped: ${types.join(' → ')}`, name: each.name }];
    }),
    ...current.parameters
      .filter((each) => each.isRequired && old.parameters.find(same(each))?.isRequired !== true)
      .map((each) => ({ what: `${what(each)} is required`, name: each.name })),
  ];
}

function statusBreaks(
  name: string,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Break[] {
  return Object.keys(before)
    .filter((status) => !(status in after))
    .map((status) => ({ what: `${name} no longer answers with ${status}`, name: status }));
}

function responsesOf(document: unknown, { node }: ApiOperation): Record<string, unknown> {
  return recordOf(resolveReference(document, node['responses']));
}

function modelBreaks(old: Model, { models }: Api): Break[] {
  const current = models.find(({ name }) => name === old.name);
  if (current === undefined) {
    const { name } = old;
    return [{ what: `${name} is gone`, name, declared: { type: name }, userType: `${name}: gone` }];
  }
  return [
    ...old.fields.flatMap((field) => fieldBreaks(old.name, field, current)),
    ...current.fields
      .filter((field) => field.isRequired && !old.fields.some(({ name }) => name === field.name))
      .map(({ name }) => ({
        what: `${old.name}.${name} is new and required`,
        name,
        declared: { type: old.name },
      })),
  ];
}

function fieldBreaks(model: string, old: Field, current: Model): Break[] {
  const { name } = old;
  const place = `${model}.${name}`;
  const declared = { type: model, member: name };
  const now = current.fields.find((field) => field.name === name);
  if (now === undefined)
    return [{ what: `${place} is gone`, name, declared, userType: `${place}: ${old.userType} → gone` }];
  if (old.userType !== now.userType) {
    const types = `${old.userType} → ${now.userType}`;
    return [{ what: `${place} is retyped`, name, declared, userType: `${place}: ${types}` }];
  }
  if (old.reader !== now.reader || old.assumedOffset !== now.assumedOffset) {
    return [{ what: `${place} is retyped: ${old.kind} → ${now.kind}`, name, declared }];
  }
  if (now.isRequired && !old.isRequired) return [{ what: `${place} is required`, name, declared }];
  return [];
}

function fieldListBreaks(old: Api, current: Api): Break[] {
  return old.fieldLists.flatMap(({ name: list, fields }) => {
    const now = current.fieldLists.find(({ name }) => name === list);
    return fields
      .filter((field) => now?.fields.includes(field) !== true)
      .map((field) => ({
        what: `${list} no longer has ${field}`,
        name: field,
        userType: `${list}: '${field}' → gone`,
      }));
  });
}
