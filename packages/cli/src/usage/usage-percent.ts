import { roundPercent } from '@licenses-usage/client/migrate';

export interface Counts {
  readonly licensesActive: number;
  readonly licensesQualified: number;
}

/** 100 × active ÷ qualified at two decimals, above 100 where more are active; `null` when nothing is qualified. */
export function usagePercent({ licensesActive, licensesQualified }: Counts): number | null {
  return licensesQualified === 0 ? null : roundPercent((100 * licensesActive) / licensesQualified);
}
