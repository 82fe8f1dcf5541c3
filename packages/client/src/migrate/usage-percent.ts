/**
 * 100 × active ÷ qualified, not rounded. Above 100 when more licences are active than qualified; `null` when none is
 * qualified, because nothing then says how much of the entitlement is used.
 */
export function usagePercent(licensesActive: number, licensesQualified: number): number | null {
  return licensesQualified === 0 ? null : (100 * licensesActive) / licensesQualified;
}
