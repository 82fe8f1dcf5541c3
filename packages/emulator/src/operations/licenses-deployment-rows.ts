import type { components } from '@licenses-usage/client/schema';

import { deploymentOf } from '../facts/deployment.ts';
import type { DeploymentFact } from '../facts/facts.ts';
import { deploymentFields } from '../facts/fields.ts';
import type { RowTable } from './row-table.ts';

type Row = components['schemas']['LicensesDeploymentRow'];
type Counts = Pick<Row, 'licensesDeployed' | 'licensesSold'>;

export const licensesDeploymentRows: RowTable<
  DeploymentFact,
  components['schemas']['LicensesDeploymentField'],
  Row,
  Counts
> = {
  fields: deploymentFields,
  factsOf: (facts, index, day) => deploymentOf(facts.usageOf(index, day)),
  countOf: (facts, index, day) => deploymentOf(facts.usageOf(index, day)).length,
  toRow: (fact) => ({
    processedDateTime: fact.processedDateTime,
    serviceCode: fact.product.service.code,
    serviceName: fact.product.service.name,
    channel: fact.channel,
    customerTenantId: fact.customer.tenantId,
    customerName: fact.customer.name,
    productId: fact.product.id,
    productName: fact.product.name,
    licensesDeployed: fact.deployed,
    licensesSold: fact.sold,
  }),
  none: { licensesDeployed: 0, licensesSold: 0 },
  plus: ({ licensesDeployed, licensesSold }, { deployed, sold }) => ({
    licensesDeployed: licensesDeployed + deployed,
    licensesSold: licensesSold + sold,
  }),
};
