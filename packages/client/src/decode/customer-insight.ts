import type { components } from '../generated/schema.ts';
import { readAttributes, readCount, readDateTime, readPercent, readText } from './fields.ts';
import { knownChannels, knownServices, reportNewValue } from './known-values.ts';
import { normalise, type Normalised, type ReadersOf } from './normalise.ts';
import type { DecodeContext } from './decode-context.ts';

/**
 * The usage of one workload of one product by one customer, as the superseded customer operation reports it.
 * Source: https://learn.microsoft.com/en-us/partner-center/developer/analytics-resources
 */
export interface CustomerLicensesUsageInsights extends Normalised<
  components['schemas']['CustomerLicensesUsageInsights'],
  'licensesActive' | 'licensesQualified'
> {}

const readers: ReadersOf<CustomerLicensesUsageInsights> = {
  workloadCode: readText,
  workloadName: readText,
  licensesActive: readCount,
  licensesQualified: readCount,
  usagePercent: readPercent,
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
const optional = new Set(['workloadCode', 'customerId', 'serviceCode']);

export function readCustomerInsight(value: unknown, ctx: DecodeContext): CustomerLicensesUsageInsights {
  normalise<CustomerLicensesUsageInsights>(value, readers, ctx, optional);
  reportNewValue(value.serviceName, knownServices, 'serviceName', ctx);
  reportNewValue(value.channel, knownChannels, 'channel', ctx);
  return value;
}
