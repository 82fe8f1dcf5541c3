import fc from 'fast-check';

const codePoint = fc.oneof(fc.nat(0x7f), fc.nat(0xd7_ff), fc.integer({ min: 0xe0_00, max: 0x10_ff_ff }));

/** Text of any whole characters. Faster to set up than fast-check's own `unit: 'binary'`. */
export const anyText = fc.string({ unit: codePoint.map((code) => String.fromCodePoint(code)) });
