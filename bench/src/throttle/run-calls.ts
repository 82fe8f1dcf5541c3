import type { LicensesUsageClient } from '@licenses-usage/client';

/** Makes this many calls, at most `concurrency` at a time. */
export async function runCalls(
  client: Pick<LicensesUsageClient, 'getPartnerLicensesUsage'>,
  calls: number,
  concurrency: number,
): Promise<void> {
  let begun = 0;
  const work = async () => {
    while (begun < calls) {
      begun += 1;
      await client.getPartnerLicensesUsage();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
}
