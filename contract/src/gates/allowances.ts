import type { ExpectedAnswer } from '../answers/expected-answers.ts';
import { idsOf } from '../documents/operations.ts';

/** A forbidden answer that need not be refused, with the reason. */
export interface Allowance {
  readonly operationIds?: readonly string[];
  /** Matched against the place in the answer. */
  readonly place: RegExp;
  readonly kinds?: readonly string[];
  readonly isRefusal?: boolean;
  /** Only if the pact is silent because the place is optional, so that the client has to decide. */
  readonly isOptional?: boolean;
  /** It is for possible additions to the description, so it may be unused. */
  readonly isForNew?: boolean;
  readonly reason: string;
}

/** Operations whose answer is one object. */
const resources = idsOf((operation) => operation.kind === 'resource');
/** Operations whose answer is one complete list. */
const collections = idsOf((operation) => operation.kind === 'collection');
const lists = idsOf((operation) => operation.paging === 'next-link');
const searches = idsOf((operation) => operation.paging === 'seek');

/**
 * Reviewed individually: fields that the client does not use, or values that it intentionally accepts beyond the
 * description.
 */
export const allowances: readonly Allowance[] = [
  {
    place: /^header (MS-|WWW-)/,
    reason: 'Tracing values are handed on for support as they came; the client makes nothing of them.',
  },
  {
    place: /^\/(items\/\*\/(companyProfile\/)?)?attributes/,
    reason:
      'The type of a resource is handed on, and null when it is absent; the client knows what it asked for.',
  },
  {
    operationIds: collections,
    place: /^\/links/,
    reason: 'The superseded answers are complete: the client follows no link in them.',
  },
  {
    operationIds: searches,
    place: /^\/links\/(self|previous)|^\/links\/next\/method/,
    reason: 'The client walks forward only, and always by GET.',
  },
  {
    operationIds: searches,
    isOptional: true,
    isForNew: true,
    place: /^\/links\/(?:(?!(?:self|next|previous)(?:\/|$))|next\/(?!(?:uri|method|headers)(?:\/|$)))/,
    reason: 'The client passes over what it does not know of a link.',
  },
  {
    operationIds: searches,
    place: /^\/totalCount/,
    reason:
      'Counts the customers of the page, which the client can do itself; it is optional in the page it gives.',
  },
  {
    operationIds: searches,
    isOptional: true,
    place: /^\/(continuationToken|links\/next\/headers)/,
    reason: 'The client looks for the token in two places, and passes over one that holds none.',
  },
  {
    operationIds: lists,
    isOptional: true,
    place: /^\/TotalCount$/,
    kinds: ['numeral'],
    reason: 'Grouped answers of a sibling have their counts as text, so the client reads "63" too.',
  },
  {
    isOptional: true,
    place: /^\//,
    kinds: ['null'],
    reason:
      'Whether the service sends null for what it could leave out is not documented; the client takes both.',
  },
  {
    isOptional: true,
    place: /^\/(items|Value)\/\*\//,
    kinds: ['bounds', 'enum', 'format', 'length'],
    reason:
      'The client reads a value that may be absent by its type, hands it on as it came, and makes nothing of it.',
  },
  {
    isOptional: true,
    isForNew: true,
    place: /^\/(items|Value)\/\*\//,
    kinds: ['numeral'],
    reason: 'Counts of the rows are documented as text, too, so the client reads a number from either.',
  },
  {
    operationIds: resources,
    isOptional: true,
    isForNew: true,
    place: /^\//,
    kinds: ['bounds', 'enum', 'format', 'length', 'numeral'],
    reason: 'What holds for the fields of rows holds for those of one object.',
  },
  {
    isForNew: true,
    place: /^\/(items|Value)\/\*\//,
    kinds: ['length'],
    reason: 'The client hands a text on as it came, however long it is.',
  },
  {
    isRefusal: true,
    isOptional: true,
    place: /^\/(data|details|source|innererror\/(data|details|source))/,
    reason: 'The client tells a refusal by its status whatever else can be read of it.',
  },
  {
    isRefusal: true,
    isOptional: true,
    isForNew: true,
    place: /^\/(?!(?:code|description|message|statusCode|errorName|innererror)(?:\/|$))/,
    reason: 'The client passes over what it does not know in a refusal.',
  },
  {
    operationIds: [...collections, ...lists, ...searches],
    isRefusal: false,
    isOptional: true,
    isForNew: true,
    place:
      /^\/(?!(?:Value|items|value|TotalCount|totalCount|@nextLink|links|attributes|continuationToken)(?:\/|$))/,
    reason: 'The client passes over what it does not know beside the rows.',
  },
  {
    isRefusal: true,
    place: /^\/description/,
    kinds: ['length'],
    reason: 'A longer description is cut to the documented length, not refused.',
  },
];

export function allowanceFor(
  operationId: string,
  status: number,
  { place, kind, isRequired }: Pick<ExpectedAnswer, 'place' | 'kind' | 'isRequired'>,
  list: readonly Allowance[],
): Allowance | undefined {
  return list.find(
    (allowance) =>
      allowance.place.test(place) &&
      (allowance.operationIds?.includes(operationId) ?? true) &&
      (allowance.kinds?.includes(kind) ?? true) &&
      (allowance.isRefusal ?? status >= 300) === status >= 300 &&
      !(allowance.isOptional === true && isRequired),
  );
}
