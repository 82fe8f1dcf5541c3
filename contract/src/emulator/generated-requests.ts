import fc from 'fast-check';

import { documentedCustomerId, type FaultName, foreignCustomerId } from '@licenses-usage/emulator';
import type { DescribedOperation } from '@licenses-usage/spec/described-operations';

import { operations } from '../documents/operations.ts';

export interface GeneratedRequest {
  readonly operation: string;
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly emulator: 'fleet' | 'documented' | 'empty' | 'throttled';
}

/** Faults whose answers still match the description. */
const describedFaults: readonly FaultName[] = [
  'invalid-request',
  'token-expired',
  'wrong-audience',
  'wrong-audience-at-gateway',
  'mfa-missing',
  'app-only',
  'role-missing',
  'no-relationship',
  'agreement-missing',
  'not-found',
  'throttled',
  'server-error',
  'server-error-at-gateway',
  'unavailable',
  'unavailable-at-service',
  'unavailable-for-a-while',
  'zero-rows',
  'numeric-error-code',
  'zero-error-code',
  'html-entities',
  'no-bom',
  'absolute-next-link',
  'encoded-next-link',
  'no-total-count',
  'lean-customers',
  'unknown-fields',
  'unknown-envelope-fields',
  'documented-optional-fields',
  'fractional-dates',
  'z-dates',
  'capitalised-codes',
  'lower-case-ids',
];

const text = fc.oneof(
  fc.constantFrom('EXO', 'SPO', 'o365', 'crm', 'Reseller', 'direct', "O'Brien Outfitters", '青空', ''),
  fc.string({ maxLength: 12 }),
);
/** All fields that rows can be filtered by, and one that is unknown. */
const field = fc.constantFrom(
  ...new Set(operations.flatMap(({ fieldList }) => fieldList?.fields ?? [])),
  'licensesActive',
);
const comparison = fc
  .tuple(field, fc.constantFrom('eq', 'ne', 'gt'), text)
  .map(([name, operator, value]) => `${name} ${operator} '${value.replaceAll("'", "''")}'`);
const filter = fc.oneof(
  comparison,
  fc.array(comparison, { minLength: 2, maxLength: 4 }).map((parts) => parts.join(' and ')),
  fc.array(comparison, { minLength: 2, maxLength: 4 }).map((parts) => `(${parts.join(' or ')})`),
  fc.string({ maxLength: 30 }),
);
const number = fc.oneof(
  fc.integer({ min: 0, max: 60 }).map(String),
  fc.constantFrom('10000', '10001', '-1', 'x', ''),
);
const groupBy = fc.uniqueArray(field, { minLength: 1, maxLength: 4 }).map((names) => names.join(','));
const date = fc.constantFrom(
  '2017-03-09',
  '2017-03-10T00:00:00',
  '2016-03-10',
  '2030-01-01',
  '2017-02-30',
  'now',
);

function query(parameters: Readonly<Record<string, fc.Arbitrary<string>>>): fc.Arbitrary<string> {
  return fc.record(parameters, { requiredKeys: [] }).map((values) =>
    Object.entries(values)
      .map(([key, value]) => `${key}=${encodeURIComponent(value ?? '')}`)
      .join('&'),
  );
}

const customer = fc.constantFrom(
  documentedCustomerId,
  documentedCustomerId.toUpperCase(),
  '3f0c9a52-6d1b-4e8f-9a07-000000000010',
  '00000000-0000-0000-0000-000000000000',
  foreignCustomerId,
  'customer',
  '%20',
);

const rows = query({ top: number, skip: number, filter, groupby: groupBy, processedDateTime: date });
const search = query({
  size: number,
  seekOperation: fc.constantFrom('Next', 'Back'),
  filter: fc.oneof(
    text.map((Value) => JSON.stringify({ Field: 'CompanyName', Value, Operator: 'starts_with' })),
    fc.constantFrom('{}', '{"Field":"CompanyName","Value":"a","Operator":"contains"}'),
  ),
});

/** Valid and invalid addresses of an operation, by its kind. */
function addressesOf({ path, pathExamples, paging }: DescribedOperation): fc.Arbitrary<string> {
  if (pathExamples.length > 0) return customer.map((id) => path.replace('{customer-id}', id));
  if (paging === 'seek') return search.map((rest) => `${path}?${rest}`);
  if (paging === null) return fc.constantFrom(path, `${path}?top=1`);
  return fc
    .tuple(fc.constantFrom('', '/partner'), fc.constantFrom('', '/'), rows)
    .map(([prefix, slash, rest]) => `${prefix}${path.replace(/\/$/, '')}${slash}?${rest}`);
}

const headers = fc.record(
  {
    'X-Emulator-Fault': fc.constantFrom(...describedFaults),
    Authorization: fc.constantFrom('Bearer another', ''),
    'MS-RequestId': fc.uuid(),
    'MS-CorrelationId': fc.oneof(fc.uuid(), fc.constant('none')),
    'X-Locale': fc.constantFrom('en-US', 'sv-SE', 'tlh'),
    'MS-ContinuationToken': fc.constantFrom('YWZ0ZXI9Mg==', 'none'),
    ValidateMfa: fc.constantFrom('true', 'false'),
  },
  { requiredKeys: [] },
);

export const generatedRequest: fc.Arbitrary<GeneratedRequest> = fc
  .constantFrom(...operations)
  .chain((operation) =>
    fc.record({
      operation: fc.constant(operation.operationId),
      address: addressesOf(operation),
      headers,
      emulator: fc.constantFrom('fleet', 'fleet', 'documented', 'empty', 'throttled'),
    }),
  );
