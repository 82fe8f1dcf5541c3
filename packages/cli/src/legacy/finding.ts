/** A superseded operation, as the client calls it. */
export type LegacyOperation =
  | 'getCustomerLicensesUsage'
  | 'getPartnerLicensesUsage'
  | 'getCustomerLicensesDeployment'
  | 'getPartnerLicensesDeployment';

/** The operation that a place calls. `either` and `either-deployment` if the code does not show the scope. */
export type FoundOperation = LegacyOperation | 'either' | 'either-deployment' | 'not-understood';

/** A place that calls a superseded operation, or names a part of one and can't be resolved further. */
export interface Finding {
  readonly operation: FoundOperation;
  /** The text that was found, shortened. */
  readonly found: string;
  /** Its offset in the source. */
  readonly offset: number;
}

export type Subject = 'usage' | 'deployment';
export type Scope = 'customer' | 'partner' | 'unknown';

const operations = {
  usage: {
    customer: 'getCustomerLicensesUsage',
    partner: 'getPartnerLicensesUsage',
    unknown: 'either',
  },
  deployment: {
    customer: 'getCustomerLicensesDeployment',
    partner: 'getPartnerLicensesDeployment',
    unknown: 'either-deployment',
  },
} as const satisfies Record<Subject, Record<Scope, FoundOperation>>;

/** The operation for a subject (usage or deployment) and a scope. */
export function operationOf(subject: string, scope: Scope): FoundOperation {
  return operations[/deployment/i.test(subject) ? 'deployment' : 'usage'][scope];
}

const usage = 'GET /v1/analytics/commercial/usage/license/';
const deployment = 'GET /v1/analytics/commercial/deployment/license/';
const ofCustomer = `filter: eq('customerTenantId', id)`;
const queryOfCustomer = `?filter=customerTenantId eq '{id}'`;

/** The replacement for each operation. */
export const replacements: Readonly<Record<FoundOperation, string>> = {
  getCustomerLicensesUsage: `listLicensesUsage({ ${ofCustomer} }), or ${usage}${queryOfCustomer}`,
  getPartnerLicensesUsage: `listLicensesUsage({ groupBy: ['serviceCode', 'workloadCode', 'workloadName', 'channel'] }), or ${usage}?groupby=serviceCode,workloadCode,workloadName,channel`,
  either: `listLicensesUsage(), filtered by customerTenantId or grouped, or ${usage}`,
  getCustomerLicensesDeployment: `listLicensesDeployment({ ${ofCustomer} }), or ${deployment}${queryOfCustomer}`,
  getPartnerLicensesDeployment: `listLicensesDeployment({ groupBy: ['serviceCode', 'channel'] }), or ${deployment}?groupby=serviceCode,channel`,
  'either-deployment': `listLicensesDeployment(), filtered by customerTenantId or grouped, or ${deployment}`,
  'not-understood':
    'look at this place: it has a part of a superseded operation and could not be read any further',
};
