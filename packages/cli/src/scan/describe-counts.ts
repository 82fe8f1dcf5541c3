import type { ScanProgress } from '@licenses-usage/client/migrate';
import { count, several } from '../output/terminal.ts';

/** What a scan has done, such as "11 customers asked, 1 customer failed". */
export function describeCounts({ succeeded, failed, skipped }: ScanProgress): string {
  const parts = [`${several(succeeded, 'customer')} asked`];
  if (failed > 0) parts.push(`${several(failed, 'customer')} failed`);
  if (skipped > 0) parts.push(`${several(skipped, 'customer')} done before`);
  return parts.join(', ');
}

/** What is said besides the number of customers while a scan runs, such as "1 failed". */
export function describeRest({ failed, skipped }: Pick<ScanProgress, 'failed' | 'skipped'>): string[] {
  const parts: string[] = [];
  if (failed > 0) parts.push(`${count(failed)} failed`);
  if (skipped > 0) parts.push(`${count(skipped)} done before`);
  return parts;
}
