// Generated from spec/openapi.yaml. Do not edit: change the description, then run `npx -y pnpm@12 generate`.

import type { CollectionOperation } from '../call/operation.ts';
import {
  readCustomerLicensesUsageInsights,
  readPartnerLicensesUsageInsights,
  readCustomerLicensesDeploymentInsights,
  readPartnerLicensesDeploymentInsights,
} from './decoders.ts';
import type {
  CustomerLicensesUsageInsights,
  PartnerLicensesUsageInsights,
  CustomerLicensesDeploymentInsights,
  PartnerLicensesDeploymentInsights,
} from './models.ts';
import { operations } from './operations.ts';

/** Get the licence usage of one customer. */
export const getCustomerLicensesUsage: CollectionOperation<CustomerLicensesUsageInsights> = {
  ...operations.getCustomerLicensesUsage,
  readItem: readCustomerLicensesUsageInsights,
};

/** Get the licence usage over all customers. */
export const getPartnerLicensesUsage: CollectionOperation<PartnerLicensesUsageInsights> = {
  ...operations.getPartnerLicensesUsage,
  readItem: readPartnerLicensesUsageInsights,
};

/** Get the licence deployment of one customer. */
export const getCustomerLicensesDeployment: CollectionOperation<CustomerLicensesDeploymentInsights> = {
  ...operations.getCustomerLicensesDeployment,
  readItem: readCustomerLicensesDeploymentInsights,
};

/** Get the licence deployment over all customers. */
export const getPartnerLicensesDeployment: CollectionOperation<PartnerLicensesDeploymentInsights> = {
  ...operations.getPartnerLicensesDeployment,
  readItem: readPartnerLicensesDeploymentInsights,
};
