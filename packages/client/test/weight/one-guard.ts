import { isLicensesUsageError } from '../../src/index.ts';

/** A program that makes no call: it only tells errors apart. */
console.log(isLicensesUsageError(undefined));
