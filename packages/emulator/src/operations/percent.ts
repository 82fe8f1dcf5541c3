/**
 * 100 × active ÷ qualified, rounded half up to the two decimals of every recorded answer. Never clamped: more may be active than
 * qualified. Nothing qualified gives 0, because the superseded operations have a number in this place and never null.
 */
export function percent(active: number, qualified: number): number {
  return qualified === 0 ? 0 : Math.round((10_000 * active) / qualified) / 100;
}
