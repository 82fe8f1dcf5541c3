import type { components } from '../generated/schema.ts';
import { readAttributes, readCount, readDateTime, readPercent, readText } from './fields.ts';
import type { DecodeContext } from './decode-context.ts';
import { knownChannels, knownServices, reportNewValue } from './known-values.ts';
import { normalise, type Normalised, type ReadersOf } from './normalise.ts';

/**
 * The deployment of one product by one customer, as the superseded customer operation reports it.
 * Source: https://learn.microsoft.com/en-us/partner-center/developer/analytics-resources
 */
export interface CustomerLicensesDeploymentInsights extends Normalised<
  components['schemas']['CustomerLicensesDeploymentInsights'],
  'licensesDeployed' | 'licensesSold'
> {}

const readers: ReadersOf<CustomerLicensesDeploymentInsights> = {
  licensesDeployed: readCount,
  licensesSold: readCount,
  deploymentPercent: readPercent,
  customerId: readText,
  customerName: readText,
  productName: readText,
  serviceCode: readText,
  serviceName: readText,
  channel: readText,
  processedDateTime: readDateTime,
  attributes: readAttributes,
};

/** Documented in the table of fields, absent from every sample. */
const optional = new Set(['customerId', 'serviceCode']);

export function readCustomerDeploymentInsight(
  value: unknown,
  ctx: DecodeContext,
): CustomerLicensesDeploymentInsights {
  normalise<CustomerLicensesDeploymentInsights>(value, readers, ctx, optional);
  reportNewValue(value.serviceName, knownServices, 'serviceName', ctx);
  reportNewValue(value.channel, knownChannels, 'channel', ctx);
  return value;
}
