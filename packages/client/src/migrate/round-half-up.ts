/** Rounds half up to `decimals` places, by the digits that the number is written with. */
export function roundHalfUp(value: number, decimals: number): number {
  // The sum turns -0 into 0.
  return shiftDecimals(Math.round(shiftDecimals(value, decimals)), -decimals) + 0;
}

/** Moves the decimal point in the number's own digits: 1.005 × 100 is 100.49999999999999, which rounds down. */
function shiftDecimals(value: number, places: number): number {
  const [digits, exponent = '0'] = String(value).split('e');
  return Number(`${digits}e${Number(exponent) + places}`);
}
