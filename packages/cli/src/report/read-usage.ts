import type { LicensesUsageClient } from '@licenses-usage/client';
import type { CustomerUsage, ProductUsage, TopOf, WorkloadUsage } from './report-facts.ts';
import { Best } from './best.ts';

/** Below this share of the qualified licences, customers count as at risk. */
export const riskBelowPercent = 40;

export async function readWorkloads(
  client: LicensesUsageClient,
  abortSignal: AbortSignal,
): Promise<WorkloadUsage[]> {
  const groupBy = ['serviceCode', 'serviceName', 'workloadCode', 'workloadName'] as const;
  const workloads: WorkloadUsage[] = [];
  for await (const row of client.listLicensesUsage({ groupBy }, { abortSignal })) {
    const serviceCode = row.serviceCode ?? '';
    workloads.push({
      serviceCode,
      serviceName: row.serviceName ?? serviceCode,
      workloadName: row.workloadName ?? row.workloadCode ?? '–',
      licensesActive: row.licensesActive,
      licensesQualified: row.licensesQualified,
    });
  }
  return workloads.sort(
    (one, other) =>
      other.serviceCode.localeCompare(one.serviceCode, 'en') ||
      other.licensesQualified - one.licensesQualified,
  );
}

/** The products of which the smallest share is used, each by workload: one licence qualifies for several. */
export async function readLeastUsed(
  client: LicensesUsageClient,
  top: number,
  abortSignal: AbortSignal,
): Promise<TopOf<ProductUsage>> {
  const groupBy = ['productName', 'workloadCode', 'workloadName'] as const;
  const best = new Best<ProductUsage>(
    top,
    (one, other) => shareOf(one) - shareOf(other) || other.licensesQualified - one.licensesQualified,
  );
  for await (const row of client.listLicensesUsage({ groupBy }, { abortSignal })) {
    if (row.licensesQualified === 0) continue;
    best.add({
      productName: row.productName ?? '–',
      workloadName: row.workloadName ?? row.workloadCode ?? '–',
      licensesActive: row.licensesActive,
      licensesQualified: row.licensesQualified,
    });
  }
  return best;
}

/** The customers with the most unused licences of a workload, where less than the share above is used. */
export async function readAtRisk(
  client: LicensesUsageClient,
  top: number,
  abortSignal: AbortSignal,
): Promise<TopOf<CustomerUsage>> {
  const groupBy = ['customerTenantId', 'customerName', 'workloadCode', 'workloadName'] as const;
  const best = new Best<CustomerUsage>(top, (one, other) => unusedOf(other) - unusedOf(one));
  for await (const row of client.listLicensesUsage({ groupBy }, { abortSignal })) {
    if (row.licensesQualified === 0 || shareOf(row) >= riskBelowPercent / 100) continue;
    best.add({
      customerName: row.customerName ?? row.customerTenantId ?? '–',
      workloadName: row.workloadName ?? row.workloadCode ?? '–',
      licensesActive: row.licensesActive,
      licensesQualified: row.licensesQualified,
    });
  }
  return best;
}

type Counted = Pick<WorkloadUsage, 'licensesActive' | 'licensesQualified'>;

function shareOf({ licensesActive, licensesQualified }: Counted): number {
  return licensesActive / licensesQualified;
}

export function unusedOf({ licensesActive, licensesQualified }: Counted): number {
  return licensesQualified - licensesActive;
}
