import type { components } from '../generated/schema.ts';
import { readAttributes, readDateTime, readPercent, readText } from './fields.ts';
import { knownChannels, knownServices, reportNewValue } from './known-values.ts';
import { normalise, type Normalised, type ReadersOf } from './normalise.ts';
import type { DecodeContext } from './decode-context.ts';

/**
 * The usage of one workload over all customers of the partner, as the superseded partner operation reports it.
 * `workloadName` alone is no key: SharePoint occurs under two services.
 * Source: https://learn.microsoft.com/en-us/partner-center/developer/analytics-resources
 */
export interface PartnerLicensesUsageInsights extends Normalised<
  components['schemas']['PartnerLicensesUsageInsights'],
  never
> {}

const readers: ReadersOf<PartnerLicensesUsageInsights> = {
  workloadName: readText,
  proratedLicensesUsagePercent: readPercent,
  serviceCode: readText,
  serviceName: readText,
  channel: readText,
  processedDateTime: readDateTime,
  attributes: readAttributes,
};

/** Documented in the service's own description, absent from every sample. */
const optional = new Set(['serviceCode']);

export function readPartnerInsight(value: unknown, ctx: DecodeContext): PartnerLicensesUsageInsights {
  normalise<PartnerLicensesUsageInsights>(value, readers, ctx, optional);
  reportNewValue(value.serviceName, knownServices, 'serviceName', ctx);
  reportNewValue(value.channel, knownChannels, 'channel', ctx);
  return value;
}
