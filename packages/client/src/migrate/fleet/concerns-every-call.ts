import { isLicensesUsageError } from '../../errors/licenses-usage-error.ts';

/** Whether an error is about the caller rather than about one customer: every other call would meet it, too. */
export function concernsEveryCall(error: unknown): boolean {
  if (!isLicensesUsageError(error)) return false;
  return error.name === 'AuthenticationError' || ('status' in error && error.status === 401);
}
