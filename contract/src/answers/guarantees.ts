import type { DescribedOperation } from '@licenses-usage/spec/described-operations';

import { type JsonObject, objectOf } from '../documents/json.ts';
import { operations } from '../documents/operations.ts';

/**
 * A promise of a provider state beyond the description's schemas. The pact need not accept an answer that the
 * description allows but the state rules out: a state with data never returns an empty list.
 */
export interface Guarantee {
  /** The state's name; without one, the guarantee holds in all. */
  readonly state?: string;
  /** For one operation only. */
  readonly operationId?: string;
  /** For one interaction only, if several share a state. */
  readonly interaction?: RegExp;
  readonly schema: JsonObject;
  /** Whether the pact has to refuse an answer that breaks it, as if the description forbade it. */
  readonly isAskedFor?: boolean;
}

/**
 * The count is the number of items: one, except in the long answers. Values that are not counts are judged elsewhere.
 */
const counted = (bound: JsonObject): JsonObject => ({ not: { minimum: 0, not: bound } });
const exactly = (count: number): JsonObject => ({ minItems: count, maxItems: count });

const hasItems = (bounds: JsonObject = { minItems: 1 }): JsonObject => ({
  properties: { items: bounds, totalCount: counted({ maximum: 1 }) },
});
/** A state without data exists to show an empty list, so a pact has to ask for one. */
const withoutItems = (state: string): readonly Guarantee[] => [
  { state, schema: { properties: { items: { maxItems: 0 } } }, isAskedFor: true },
  { state, schema: { properties: { totalCount: counted({ maximum: 0 }) } } },
];
/** There may be more rows than on this page, but not fewer than in the longest list that is tried. */
const hasRows = (bounds: JsonObject = { minItems: 1 }): JsonObject => ({
  properties: { Value: bounds, TotalCount: counted({ minimum: 250 }) },
});
const withoutRows = (state: string): readonly Guarantee[] => [
  { state, schema: { properties: { Value: { maxItems: 0 } } }, isAskedFor: true },
  { state, schema: { properties: { TotalCount: counted({ maximum: 0 }) } } },
];

/** The error tables have only numeric codes, sent as text or as a number. The analytics platform uses words. */
const faultCode: JsonObject = {
  if: { required: ['innererror'] },
  else: { properties: { code: { pattern: String.raw`^\d+$`, minimum: 0 } } },
};

/** The pages are requested with a size of one. */
const onPagesOfOne = exactly(1);

/** A link leads to a further page of the same list, as the description says in prose. */
const furtherRows = String.raw`^\S.*[?&]skip=1(&.*)?$`;
const furtherCustomers = String.raw`^\S.*[?&]seekOperation=Next(&.*)?$`;

/** Like {@link furtherCustomers}, for the address of the list itself: the client follows no link to another list. */
const furtherPageOf = (path: string): string => {
  const [name = ''] = path.split('/').slice(-1);
  return String.raw`^\S*${name}.*[?&]seekOperation=Next(&.*)?$`;
};

const furtherRow: JsonObject = {
  required: ['@nextLink'],
  properties: { '@nextLink': { type: 'string', pattern: furtherRows } },
};
const furtherCustomer: JsonObject = {
  properties: { links: { properties: { next: { properties: { uri: { pattern: furtherCustomers } } } } } },
};
const tokenInHeaders: JsonObject = {
  required: ['links'],
  properties: {
    links: {
      required: ['next'],
      properties: {
        next: {
          required: ['headers'],
          properties: {
            headers: { minItems: 1, items: { properties: { key: { const: 'MS-ContinuationToken' } } } },
          },
        },
      },
    },
  },
};

/** Whether refused queries have the form of the analytics platform. */
function isOfAnalytics(answers: DescribedOperation['answers']): boolean {
  const { properties } = objectOf(answers.find(({ status }) => status === 400)?.schema);
  return 'innererror' in objectOf(properties);
}

/** The promises of an operation's states, by its kind. */
function guaranteesOf({
  operationId,
  kind,
  path,
  paging,
  states,
  answers,
}: DescribedOperation): readonly Guarantee[] {
  const { withData, withoutData = '', onTwoPages = '' } = states;
  if (kind === 'resource') return [];
  if (kind === 'collection') return [{ state: withData, schema: hasItems() }, ...withoutItems(withoutData)];
  const first = { state: onTwoPages, interaction: /first of two pages/ };
  if (paging === 'next-link') {
    return [
      { operationId, schema: { properties: { '@nextLink': { pattern: furtherRows } } } },
      ...(isOfAnalytics(answers)
        ? [{ operationId, state: 'the request is invalid', schema: { required: ['innererror'] } }]
        : []),
      { state: withData, schema: hasRows() },
      ...withoutRows(withoutData),
      { state: onTwoPages, schema: hasRows(onPagesOfOne) },
      { ...first, schema: furtherRow, isAskedFor: true },
    ];
  }
  return [
    {
      operationId,
      schema: {
        properties: {
          links: {
            properties: {
              next: {
                properties: {
                  uri: { pattern: furtherPageOf(path) },
                  // A value that is sent as a header must be valid in a header.
                  headers: { items: { properties: { value: { pattern: '^[!-~]+$' } } } },
                },
              },
            },
          },
        },
      },
    },
    { state: withData, schema: hasItems() },
    ...withoutItems(withoutData),
    { state: onTwoPages, schema: hasItems(onPagesOfOne) },
    { ...first, schema: tokenInHeaders },
    { ...first, schema: furtherCustomer, isAskedFor: true },
  ];
}

export const guarantees: readonly Guarantee[] = [
  ...operations.flatMap(guaranteesOf),
  { state: 'the request is invalid', schema: faultCode },
  { state: 'the token is missing or expired', schema: faultCode },
  { state: 'the token is app-only', schema: faultCode },
  { state: 'the resource does not exist', schema: faultCode },
  { state: 'the service fails', schema: faultCode },
  { state: 'the service answers as documented', schema: faultCode },
];
