import type { CollectionOperation } from '../call/operation.ts';
import {
  readCustomerLicensesDeploymentInsights,
  readCustomerLicensesUsageInsights,
  readPartnerLicensesDeploymentInsights,
  readPartnerLicensesUsageInsights,
} from '../generated/decoders.ts';
import type {
  CustomerLicensesDeploymentInsights,
  CustomerLicensesUsageInsights,
  PartnerLicensesDeploymentInsights,
  PartnerLicensesUsageInsights,
} from '../generated/models.ts';
import { operations } from '../generated/operations.ts';

/** The operations whose answer is one complete list. */
export const getCustomerLicensesUsage: CollectionOperation<CustomerLicensesUsageInsights> = {
  ...operations.getCustomerLicensesUsage,
  readItem: readCustomerLicensesUsageInsights,
};

export const getPartnerLicensesUsage: CollectionOperation<PartnerLicensesUsageInsights> = {
  ...operations.getPartnerLicensesUsage,
  readItem: readPartnerLicensesUsageInsights,
};

export const getCustomerLicensesDeployment: CollectionOperation<CustomerLicensesDeploymentInsights> = {
  ...operations.getCustomerLicensesDeployment,
  readItem: readCustomerLicensesDeploymentInsights,
};

export const getPartnerLicensesDeployment: CollectionOperation<PartnerLicensesDeploymentInsights> = {
  ...operations.getPartnerLicensesDeployment,
  readItem: readPartnerLicensesDeploymentInsights,
};
