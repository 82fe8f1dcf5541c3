import { createEmulator, documentedCustomerId, type Emulator } from '@licenses-usage/emulator';
import { ask } from '../emulator/ask.ts';
import { candidatesFor } from '../answers/candidates.ts';
import type { Description, Operation, Parameter } from '../documents/description.ts';
import { arrayOf, type JsonObject } from '../documents/json.ts';
import { type Shape, shapesAt } from '../documents/shape.ts';
import { refTo, validatorOf } from '../documents/validator.ts';
import { firstContinuationToken } from '../emulator/provider.ts';
import type { Finding } from './finding.ts';

const options = { data: 'documented' } as const;

/**
 * The emulator refuses each forbidden value of a path or query parameter, and serves each allowed one. For free text
 * in a query, the description does not define the meaning, so only forbidden values are checked.
 */
export async function checkEmulatorParameters({
  operations,
  document,
}: Description): Promise<readonly Finding[]> {
  const emulator = createEmulator(options);
  const seekToken = await firstContinuationToken(options);
  const checks = operations.flatMap((operation) =>
    operation.parameters
      .filter((parameter) => parameter.in === 'query' || parameter.in === 'path')
      .flatMap((parameter) => checksOf(document, operation, parameter)),
  );
  if (checks.length === 0) throw new Error('The description has no parameters to check.');
  const found = await Promise.all([
    ...checks.map((check) => findingOf(emulator, check, seekToken)),
    ...operations.flatMap((operation) =>
      operation.parameters.map((parameter) => findingWithout(emulator, operation, parameter)),
    ),
  ]);
  return found.flat();
}

/** Intentional differences between the emulator and the description. */
const exceptions = [
  {
    place: /^list\w+ processedDateTime$/,
    value: /^\d{4}-\d{2}-\d{2}T/,
    reason:
      'Which forms the service takes is an open question, so every form that a row can carry is served.',
  },
  {
    place: /^list\w+ size$/,
    value: /^\d{6,}$/,
    reason: 'No service gives pages of any size; where the limit lies is not published.',
  },
] as const;

interface Check {
  readonly operation: Operation;
  readonly parameter: Parameter;
  readonly value: string;
  readonly isAllowed: boolean;
}

function checksOf(document: JsonObject, operation: Operation, parameter: Parameter): readonly Check[] {
  const [shape] = shapesAt(document, parameter.schema);
  if (shape === undefined) return [];
  const isValid = (value: unknown) => validatorOf(document).isValid(refTo(parameter.schema), value);
  const example = arrayOf(parameter.isJoined ? parameter.example : [parameter.example]).join(',');
  const place = `${operation.operationId} ${parameter.name}`;
  return (
    [...new Set([example, ...valuesFor(shape)])]
      // Forms send an empty value for an absent one.
      .filter((value) => value !== '')
      .filter(
        (value) =>
          !exceptions.some((exception) => exception.place.test(place) && exception.value.test(value)),
      )
      .map((value) => ({ operation, parameter, value, isAllowed: isValid(parsed(parameter, shape, value)) }))
      .filter(
        ({ isAllowed, value }) =>
          !isAllowed || value === example || parameter.in === 'path' || hasClosedValues(shape),
      )
  );
}

/** Whether the schema fully determines the valid values. */
function hasClosedValues(shape: Shape): boolean {
  return (
    shape.items !== undefined ||
    !shape.types.includes('string') ||
    'enum' in Object.assign({}, ...shape.parts)
  );
}

function valuesFor(shape: Shape): readonly string[] {
  if (shape.items === undefined) return candidatesFor(shape, undefined).map(({ text }) => unquoted(text));
  const items = candidatesFor(shape.items, undefined).map(({ text }) => unquoted(text));
  const [first = '', second = ''] = items.filter((item) => /^[a-z]\w+$/i.test(item));
  return [...items, `${first},${second}`, `${first},${first}`];
}

function unquoted(text: string): string {
  return String(JSON.parse(text));
}

/** The value in the type of the schema: a number, or a list if it is sent joined. */
function parsed({ isJoined }: Parameter, shape: Shape, value: string): unknown {
  if (shape.items !== undefined) return isJoined ? value.split(',') : [value];
  if (shape.types.includes('boolean') && /^(true|false)$/.test(value)) return value === 'true';
  const isNumeric = shape.types.includes('integer') || shape.types.includes('number');
  return isNumeric && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
}

async function findingOf(
  emulator: Emulator,
  { operation, parameter, value, isAllowed }: Check,
  seekToken: string,
): Promise<readonly Finding[]> {
  const { status } = await ask(emulator, addressOf(operation, parameter, value), {
    'MS-ContinuationToken': seekToken,
  });
  const isServed = status !== 400;
  if (isServed === isAllowed) return [];
  return [
    {
      place: `${operation.operationId}, ${parameter.in} parameter ${parameter.name}`,
      fault: `The description ${isAllowed ? 'allows' : 'forbids'} ${JSON.stringify(value.slice(0, 60))}, the emulator answers ${status}.`,
      repair: 'Correct packages/emulator/src/call or src/operations, or the parameter in spec/openapi.yaml.',
    },
  ];
}

/** Checks that a request without a required parameter is refused. */
async function findingWithout(
  emulator: Emulator,
  operation: Operation,
  parameter: Parameter,
): Promise<readonly Finding[]> {
  if (!parameter.required || parameter.in === 'path') return [];
  const { status } = await ask(emulator, operation.path.replaceAll(/\{[^}]+\}/g, documentedCustomerId));
  if (status === 400) return [];
  return [
    {
      place: `${operation.operationId}, ${parameter.in} parameter ${parameter.name}`,
      fault: `The description requires it, the emulator answers ${status} without.`,
      repair: 'Correct packages/emulator/src/call or src/operations, or the parameter in spec/openapi.yaml.',
    },
  ];
}

function addressOf({ path }: Operation, parameter: Parameter, value: string): string {
  const id = parameter.in === 'path' ? encodeURIComponent(value) : documentedCustomerId;
  const query = parameter.in === 'query' ? `?${parameter.name}=${encodeURIComponent(value)}` : '';
  return `${path.replaceAll(/\{[^}]+\}/g, id)}${query}`;
}
