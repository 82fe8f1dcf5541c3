import type { LicensesDeploymentField } from '../decode/licenses-deployment-row.ts';

export const deploymentFields: Readonly<Record<LicensesDeploymentField, true>> = {
  serviceCode: true,
  serviceName: true,
  channel: true,
  customerTenantId: true,
  customerName: true,
  productId: true,
  productName: true,
};

/** The fields that deployment rows can be filtered and grouped by, in documented order. */
export const licensesDeploymentFields: readonly LicensesDeploymentField[] =
  Object.keys(deploymentFields).filter(isLicensesDeploymentField);

function isLicensesDeploymentField(value: string): value is LicensesDeploymentField {
  return Object.hasOwn(deploymentFields, value);
}
