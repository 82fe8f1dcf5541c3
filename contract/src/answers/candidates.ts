import { arrayOf } from '../documents/json.ts';
import { keywordsOf, type Shape } from '../documents/shape.ts';

/** A value that is tried at one place of an answer. */
export interface Candidate {
  /** The kind of fault, if it is one. */
  readonly kind: 'null' | 'type' | 'numeral' | 'bounds' | 'length' | 'format' | 'enum' | 'items';
  /** JSON text, because `206.0` and `206` are two spellings of one number. */
  readonly text: string;
}

/**
 * Values on both sides of every limit that a schema can set. The schema decides which are allowed; only the position
 * of the limits matters here.
 */
export function candidatesFor(shape: Shape, value: unknown): readonly Candidate[] {
  const found = [
    { kind: 'null', text: 'null' } as const,
    ...of(isNumeric(shape) ? 'bounds' : 'type', '63'),
    ...of('type', '{}'),
    ...of(kindOfText(shape), '"63"'),
    ...(shape.properties.size > 0 ? of('type', '[]') : []),
    ...(isNumeric(shape) ? numbers(shape, value) : []),
    ...(shape.types.includes('string') ? texts(shape, value) : []),
    ...(Array.isArray(value) ? lists(value) : []),
    ...enumerated(shape),
  ];
  return found.filter(({ text }, index) => found.findIndex((other) => other.text === text) === index);
}

/** The kind of fault of a number as text. Where text is expected, it is a text in another format. */
function kindOfText(shape: Shape): Candidate['kind'] {
  if (shape.types.includes('string')) return 'format';
  return isNumeric(shape) ? 'numeral' : 'type';
}

function isNumeric({ types }: Shape): boolean {
  return types.includes('integer') || types.includes('number');
}

function enumerated(shape: Shape): readonly Candidate[] {
  const values = keywordsOf(shape, 'enum').flatMap(arrayOf);
  return values.length === 0 ? [] : of('enum', ...values.map((value) => JSON.stringify(value)), '"another"');
}

function boundsOf(shape: Shape, ...names: readonly string[]): readonly number[] {
  return names.flatMap((name) => keywordsOf(shape, name)).filter((bound) => typeof bound === 'number');
}

function numbers(shape: Shape, value: unknown): readonly Candidate[] {
  const bounds = boundsOf(shape, 'minimum', 'maximum');
  const beside = bounds.flatMap((bound) => [bound - 1, bound, bound + 1]);
  return [
    ...of('bounds', '-1', '0', '1', '9007199254740991', ...beside.map(String), '1.0', '206.0'),
    ...of(shape.types.includes('number') ? 'bounds' : 'type', '1.5'),
    ...of('numeral', JSON.stringify(String(value))),
  ];
}

function texts(shape: Shape, value: unknown): readonly Candidate[] {
  const formats = keywordsOf(shape, 'format');
  const isDateTime = formats.includes('date-time') || keywordsOf(shape, 'pattern').length > 0;
  const beside = boundsOf(shape, 'minLength', 'maxLength')
    .flatMap((length) => [length - 1, length, length + 1])
    .filter((length) => length >= 0);
  const repeated = [...beside, 900].map((length) => JSON.stringify('x'.repeat(length)));
  return [
    ...of('format', '"Åsa & \\"söner\\" 青空"'),
    // A text of a given form is never empty, whatever its length may be.
    ...of(formats.length > 0 || isDateTime ? 'format' : 'length', '""'),
    ...of('length', ...repeated),
    ...(typeof value === 'string' && value.startsWith('/') ? of('format', ...linksLike(value)) : []),
    ...(formats.includes('uuid') ? of('format', ...uuids) : []),
    ...(isDateTime ? of('format', ...dateTimes) : []),
  ];
}

/** Variants of the link: absolute, with unencoded spaces, with an additional parameter. */
function linksLike(link: string): readonly string[] {
  const more = [`https://api.partnercenter.microsoft.com${link}`, `${link}&of=two pages`, `${link}&page=2`];
  return more.map((each) => JSON.stringify(each));
}

const uuids = [
  '"0112a436-b14e-4888-967b-ca4bb2cf1234"',
  '"0112A436-B14E-4888-967B-CA4BB2CF1234"',
  '"00000000-0000-0000-0000-000000000000"',
  '"0112a436b14e4888967bca4bb2cf1234"',
  '"0112a436-b14e-4888-967b-ca4bb2cf123"',
];

const dateTimes = [
  '"2017-03-09T00:00:00+00:00"',
  '"2017-10-09T00:00:00Z"',
  '"2017-03-14T03:25:16.36+00:00"',
  '"2017-03-14T03:25:16.1234567Z"',
  '"2017-03-14T03:25:16-08:00"',
  '"2018-10-14T00:00:00"',
  '"2018-10-14T00:00:00.5"',
  '"2018-10-14T00:00:00.1234567"',
  '"2018-10-14"',
];

function lists(value: readonly unknown[]): readonly Candidate[] {
  const [first] = value;
  // Any item in a list that was empty.
  if (first === undefined) return of('items', '[{}]');
  return of('items', '[]', JSON.stringify(Array.from({ length: 250 }, () => first)));
}

function of(kind: Candidate['kind'], ...spellings: readonly string[]): readonly Candidate[] {
  return spellings.map((text) => ({ kind, text }));
}
