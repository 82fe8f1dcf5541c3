import type { components } from '../generated/schema.ts';
import { readAttributes, readCount, readDateTime, readPercent, readText } from './fields.ts';
import type { DecodeContext } from './decode-context.ts';
import { knownChannels, knownServices, reportNewValue } from './known-values.ts';
import { normalise, type Normalised, type ReadersOf } from './normalise.ts';

/**
 * The deployment of one service over all customers of the partner, as the superseded partner operation reports it.
 * Source: https://learn.microsoft.com/en-us/partner-center/developer/analytics-resources
 */
export interface PartnerLicensesDeploymentInsights extends Normalised<
  components['schemas']['PartnerLicensesDeploymentInsights'],
  'licensesSold'
> {}

const readers: ReadersOf<PartnerLicensesDeploymentInsights> = {
  proratedDeploymentPercent: readPercent,
  licensesSold: readCount,
  serviceCode: readText,
  serviceName: readText,
  channel: readText,
  processedDateTime: readDateTime,
  attributes: readAttributes,
};

/** Documented in the service's own description, absent from every sample. */
const optional = new Set(['serviceCode']);

export function readPartnerDeploymentInsight(
  value: unknown,
  ctx: DecodeContext,
): PartnerLicensesDeploymentInsights {
  normalise<PartnerLicensesDeploymentInsights>(value, readers, ctx, optional);
  reportNewValue(value.serviceName, knownServices, 'serviceName', ctx);
  reportNewValue(value.channel, knownChannels, 'channel', ctx);
  return value;
}
