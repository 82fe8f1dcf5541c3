import type { DescribedResponse } from '../documents/description.ts';
import type { JsonObject } from '../documents/json.ts';
import { refTo, validatorOf } from '../documents/validator.ts';
import type { Answer } from './answer.ts';
import { candidatesFor } from './candidates.ts';
import { shapesAt } from '../documents/shape.ts';
import type { Completeness } from './sample.ts';

/** A variation of an answer outside its body. */
export interface HeadVariation {
  readonly place: string;
  readonly describedAt: string;
  readonly kind: string;
  readonly change: string;
  readonly isRequired: boolean;
  readonly isAllowed: boolean;
  readonly answer: Answer;
}

/** The described headers with the values of their examples. */
export function headersOf(response: DescribedResponse, completeness: Completeness): Record<string, string> {
  const described = response.headers.filter(({ required }) => required || completeness === 'full');
  return {
    'Content-Type': `${response.mediaTypes[0] ?? 'application/json'}; charset=utf-8`,
    ...Object.fromEntries(described.map(({ name, example }) => [name, String(example)])),
  };
}

/** Other statuses, media types and header values, allowed and forbidden. */
export function headVariations(
  document: JsonObject,
  response: DescribedResponse,
  plain: Answer,
): readonly HeadVariation[] {
  const [mediaType = 'application/json'] = response.mediaTypes;
  const head = { describedAt: '', isRequired: true };
  const status = response.status + (response.status < 300 ? 2 : 10);
  return [
    {
      ...head,
      place: 'status',
      kind: 'status',
      change: `is ${status}`,
      isAllowed: false,
      answer: { ...plain, status },
    },
    ...[mediaType, `${mediaType};charset=UTF-8`, 'text/html; charset=utf-8', 'text/plain'].map((type) => ({
      ...head,
      place: 'header Content-Type',
      kind: 'media type',
      change: `is ${type}`,
      isAllowed: type.startsWith(mediaType),
      answer: { ...plain, headers: { ...plain.headers, 'Content-Type': type } },
    })),
    ...response.headers.flatMap((header) => headerVariations(document, header, plain)),
  ];
}

function headerVariations(
  document: JsonObject,
  { name, required, schema }: DescribedResponse['headers'][number],
  plain: Answer,
): readonly HeadVariation[] {
  const [shape] = shapesAt(document, schema);
  if (shape === undefined) return [];
  const place = { place: `header ${name}`, describedAt: shape.at, isRequired: required };
  const { [name]: _, ...others } = plain.headers;
  const missing = {
    ...place,
    kind: 'missing',
    change: 'is missing',
    isAllowed: !required,
    answer: { ...plain, headers: others },
  };
  const values = candidatesFor(shape, undefined)
    .map(({ kind, text }) => ({ kind, value: String(JSON.parse(text)) }))
    // Values that HTTP can't carry, or trims, are not the description's concern.
    .filter(({ value }) => /^[!-~]([ -~]*[!-~])?$/.test(value) && !value.startsWith('['));
  return [
    missing,
    ...values.map(({ kind, value }) => ({
      ...place,
      kind,
      change: `is ${value.slice(0, 40)}`,
      isAllowed: isHeaderValue(document, schema, shape.types, value),
      answer: { ...plain, headers: { ...plain.headers, [name]: value } },
    })),
  ];
}

/** A header is text; for a numeric schema, the number in that text is checked. */
function isHeaderValue(
  document: JsonObject,
  schema: readonly string[],
  types: readonly string[],
  value: string,
): boolean {
  const isNumber = types.includes('integer') || types.includes('number');
  if (isNumber && !/^-?\d+(\.\d+)?$/.test(value)) return false;
  return validatorOf(document).isValid(refTo(schema), isNumber ? Number(value) : value);
}
