import { closedSchema } from '../documents/closed-schema.ts';
import type { DescribedHeader, DescribedResponse, Description } from '../documents/description.ts';
import type { JsonObject } from '../documents/json.ts';
import { shapesAt } from '../documents/shape.ts';
import { refTo, validatorOf } from '../documents/validator.ts';
import type { RecordedAnswer } from '../emulator/recorded-answers.ts';
import type { Finding } from './finding.ts';

/** Every answer of the emulator is described, and has no undescribed elements. */
export function checkEmulatorAgainstDescription(
  description: Description,
  recorded: readonly RecordedAnswer[],
): readonly Finding[] {
  if (recorded.length === 0) throw new Error('The emulator gave no answers to check.');
  return recorded.flatMap(({ operationId, address, answer }) =>
    faultsIn(description, operationId, answer).map((fault) => ({
      place: `${operationId} ${answer.status}, asked for ${address}`,
      fault: `The emulator's answer is not the described one: ${fault}.`,
      repair: 'Correct packages/emulator/src, or describe the answer in spec/openapi.yaml.',
    })),
  );
}

function faultsIn(
  { operations, document }: Description,
  operationId: string,
  { status, headers, body }: RecordedAnswer['answer'],
): readonly string[] {
  const operation = operations.find((known) => known.operationId === operationId);
  const response = operation?.responses.find((known) => known.status === status);
  if (response === undefined) return [`status ${status} is not described`];
  const [mediaType = ''] = (headers.get('content-type') ?? '').split(';');
  return [
    ...(response.mediaTypes.includes(mediaType) ? [] : [`its media type is ${mediaType}`]),
    ...bodyFaults(document, response, body),
    ...response.headers.flatMap((header) => headerFaults(document, header, headers.get(header.name))),
    ...undescribedHeaders(response, headers),
  ];
}

function bodyFaults(document: JsonObject, { schema }: DescribedResponse, body: unknown): readonly string[] {
  const validator = validatorOf(document);
  const faults = shapesAt(document, schema).map((shape) => validator.errors(closedSchema(shape), body));
  return faults.some((each) => each.length === 0) ? [] : faults.flat();
}

function headerFaults(
  document: JsonObject,
  { name, required, schema }: DescribedHeader,
  value: string | null,
): readonly string[] {
  if (value === null) return required ? [`header ${name} is missing`] : [];
  // 030020525 would lose its leading zero as a number, so it is text.
  const spelt = String(Number(value)) === value ? [value, Number(value)] : [value];
  const isValid = spelt.some((each) => validatorOf(document).isValid(refTo(schema), each));
  return isValid ? [] : [`header ${name} is ${value}`];
}

/** The headers that every HTTP answer may have. */
const ofHttp = new Set(['content-type', 'content-length', 'date', 'connection', 'server']);

function undescribedHeaders(response: DescribedResponse, headers: Headers): readonly string[] {
  const described = new Set(response.headers.map(({ name }) => name.toLowerCase()));
  return [...headers.keys()]
    .filter((name) => !described.has(name) && !ofHttp.has(name))
    .map((name) => `header ${name} is not described`);
}
