/**
 * 100 × part ÷ whole, rounded half up to the two decimals of every recorded answer. Never clamped: more may be active than
 * qualified. A whole of nothing gives 0, because the superseded operations have a number in this place and never null.
 */
export function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((10_000 * part) / whole) / 100;
}
