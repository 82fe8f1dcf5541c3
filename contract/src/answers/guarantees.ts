import type { JsonObject } from '../documents/json.ts';

/**
 * What a provider state promises beyond the description's schemas. An answer that the description allows but the state
 * rules out is none that the pact has to accept: a state with data never answers an empty list.
 */
export interface Guarantee {
  /** The state's name; without one, the guarantee holds in all. */
  readonly state?: string;
  /** For one operation only. */
  readonly operationId?: string;
  /** For one interaction only, where several share a state. */
  readonly interaction?: RegExp;
  readonly schema: JsonObject;
  /** Whether the pact has to refuse an answer that breaks it, as if the description forbade it. */
  readonly isAskedFor?: boolean;
}

/** Items count what the answer holds: one, in all answers but the long ones. What is no count stays for others to judge. */
const counted = (bound: JsonObject): JsonObject => ({ not: { minimum: 0, not: bound } });
const exactly = (count: number): JsonObject => ({ minItems: count, maxItems: count });

const hasItems = (bounds: JsonObject = { minItems: 1 }): JsonObject => ({
  properties: { items: bounds, totalCount: counted({ maximum: 1 }) },
});
/** That a list is empty is what a state without data is for, so a pact has to ask for it. */
const withoutItems = (state: string): readonly Guarantee[] => [
  { state, schema: { properties: { items: { maxItems: 0 } } }, isAskedFor: true },
  { state, schema: { properties: { totalCount: counted({ maximum: 0 }) } } },
];
/** Of rows there may be more than on this page, but not fewer than in the longest list that is tried. */
const hasRows = (bounds: JsonObject = { minItems: 1 }): JsonObject => ({
  properties: { Value: bounds, TotalCount: counted({ minimum: 250 }) },
});
const withoutRows = (state: string): readonly Guarantee[] => [
  { state, schema: { properties: { Value: { maxItems: 0 } } }, isAskedFor: true },
  { state, schema: { properties: { TotalCount: counted({ maximum: 0 }) } } },
];

/** The error tables know codes of digits only, sent as text or as a number. The analytics platform has words instead. */
const faultCode: JsonObject = {
  if: { required: ['innererror'] },
  else: { properties: { code: { pattern: String.raw`^\d+$`, minimum: 0 } } },
};

/** The pages are asked for with a size of one. */
const onPagesOfOne = exactly(1);

/** A link leads to a further page of the same list, as the description says in prose. */
const furtherRows = String.raw`^\S.*[?&]skip=1(&.*)?$`;
const furtherCustomers = String.raw`^\S.*[?&]seekOperation=Next(&.*)?$`;

/** The lists of the analytics platform, which have one envelope and one form of refusal. */
const commercial = ['listLicensesUsage', 'listLicensesDeployment'].flatMap((operationId): Guarantee[] => [
  { operationId, schema: { properties: { '@nextLink': { pattern: furtherRows } } } },
  { operationId, state: 'the request is invalid', schema: { required: ['innererror'] } },
]);

/** Usage and deployment are told of the same customers, in states of the same form. */
const told = ['usage', 'deployment'].flatMap((what): Guarantee[] => [
  { state: `a customer with licence ${what}`, schema: hasItems() },
  ...withoutItems(`a customer without licence ${what}`),
  { state: `a partner with licence ${what}`, schema: hasItems() },
  ...withoutItems(`a partner without licence ${what}`),
  { state: `licence ${what} rows`, schema: hasRows() },
  ...withoutRows(`no licence ${what} rows`),
  { state: `licence ${what} rows on two pages`, schema: hasRows(onPagesOfOne) },
  {
    state: `licence ${what} rows on two pages`,
    interaction: /first of two pages/,
    schema: {
      required: ['@nextLink'],
      properties: { '@nextLink': { type: 'string', pattern: furtherRows } },
    },
    isAskedFor: true,
  },
]);

export const guarantees: readonly Guarantee[] = [
  ...commercial,
  ...told,
  {
    operationId: 'listCustomers',
    schema: {
      properties: {
        links: {
          properties: {
            next: {
              properties: {
                uri: { pattern: furtherCustomers },
                // What is sent as a header is text that a header can hold.
                headers: { items: { properties: { value: { pattern: '^[!-~]+$' } } } },
              },
            },
          },
        },
      },
    },
  },
  { state: 'customers', schema: hasItems() },
  ...withoutItems('no customers'),
  { state: 'customers on two pages', schema: hasItems(onPagesOfOne) },
  {
    state: 'customers on two pages',
    interaction: /first of two pages/,
    schema: {
      required: ['links'],
      properties: {
        links: {
          required: ['next'],
          properties: {
            next: {
              required: ['headers'],
              properties: {
                headers: {
                  minItems: 1,
                  items: { properties: { key: { const: 'MS-ContinuationToken' } } },
                },
              },
            },
          },
        },
      },
    },
  },
  {
    state: 'customers on two pages',
    interaction: /first of two pages/,
    schema: {
      properties: {
        links: { properties: { next: { properties: { uri: { pattern: furtherCustomers } } } } },
      },
    },
    isAskedFor: true,
  },
  { state: 'the request is invalid', schema: faultCode },
  { state: 'the token is missing or expired', schema: faultCode },
  { state: 'the token is app-only', schema: faultCode },
  { state: 'the resource does not exist', schema: faultCode },
  { state: 'the service fails', schema: faultCode },
];
