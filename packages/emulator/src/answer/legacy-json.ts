/** The numbers that the superseded operations send as doubles. */
const doubles =
  /"(usagePercent|proratedLicensesUsagePercent|deploymentPercent|proratedDeploymentPercent)":(-?\d+)(?=[,}])/g;

/**
 * JSON in which a whole percentage keeps its decimal, as in the documented `0.0`. Text that happens to contain such a key is
 * safe: inside a JSON string its quotes are escaped.
 */
export function legacyJson(body: unknown): string {
  return JSON.stringify(body).replace(doubles, '"$1":$2.0');
}
