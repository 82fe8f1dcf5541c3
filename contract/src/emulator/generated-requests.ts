import fc from 'fast-check';

import { documentedCustomerId, type FaultName, foreignCustomerId } from '@licenses-usage/emulator';

export type OperationId =
  | 'getCustomerLicensesUsage'
  | 'getPartnerLicensesUsage'
  | 'listLicensesUsage'
  | 'getCustomerLicensesDeployment'
  | 'getPartnerLicensesDeployment'
  | 'listLicensesDeployment'
  | 'listCustomers';

export interface GeneratedRequest {
  readonly operation: OperationId;
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly emulator: 'fleet' | 'documented' | 'empty' | 'throttled';
}

/** Faults that are answers of the described service all the same. */
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
const field = fc.constantFrom(
  'workloadCode',
  'workloadName',
  'serviceCode',
  'serviceName',
  'channel',
  'customerTenantId',
  'customerName',
  'productId',
  'productName',
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

const commercial = (kind: 'usage' | 'deployment') =>
  fc
    .tuple(
      fc.constantFrom('', '/partner'),
      fc.constantFrom('', '/'),
      query({ top: number, skip: number, filter, groupby: groupBy, processedDateTime: date }),
    )
    .map(([prefix, slash, rest]) => `${prefix}/v1/analytics/commercial/${kind}/license${slash}?${rest}`);

const address: Readonly<Record<OperationId, fc.Arbitrary<string>>> = {
  getCustomerLicensesUsage: customer.map((id) => `/v1/customers/${id}/analytics/licenses/usage`),
  getPartnerLicensesUsage: fc.constantFrom(
    '/v1/analytics/licenses/usage',
    '/v1/analytics/licenses/usage?top=1',
  ),
  listLicensesUsage: commercial('usage'),
  getCustomerLicensesDeployment: customer.map((id) => `/v1/customers/${id}/analytics/licenses/deployment`),
  getPartnerLicensesDeployment: fc.constantFrom(
    '/v1/analytics/licenses/deployment',
    '/v1/analytics/licenses/deployment?top=1',
  ),
  listLicensesDeployment: commercial('deployment'),
  listCustomers: query({
    size: number,
    seekOperation: fc.constantFrom('Next', 'Back'),
    filter: fc.oneof(
      text.map((Value) => JSON.stringify({ Field: 'CompanyName', Value, Operator: 'starts_with' })),
      fc.constantFrom('{}', '{"Field":"CompanyName","Value":"a","Operator":"contains"}'),
    ),
  }).map((rest) => `/v1/customers?${rest}`),
};

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
  .constantFrom<OperationId>(
    'getCustomerLicensesUsage',
    'getPartnerLicensesUsage',
    'listLicensesUsage',
    'listLicensesUsage',
    'getCustomerLicensesDeployment',
    'getPartnerLicensesDeployment',
    'listLicensesDeployment',
    'listCustomers',
  )
  .chain((operation) =>
    fc.record({
      operation: fc.constant(operation),
      address: address[operation],
      headers,
      emulator: fc.constantFrom('fleet', 'fleet', 'documented', 'empty', 'throttled'),
    }),
  );
