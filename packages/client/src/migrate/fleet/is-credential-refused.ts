import { isLicensesUsageError } from '../../errors/is-licenses-usage-error.ts';

/**
 * The codes by which the service refuses a token, its user or the partner, for every customer. Some come with 400 or
 * 403. Source: https://learn.microsoft.com/en-us/partner-center/developer/error-codes
 */
const codes: ReadonlySet<string | undefined> = new Set([
  '2032', // the user lacks the role
  '800001', // no token arrived
  '800002', // the token is malformed or expired
  '800039', // the reseller programme is not active
  '900123', // the partner agreement is not accepted
  '900124',
  '900149', // the programme is not active
  '900150', // the user lacks the role
  '900308',
  '900309', // a Conditional Access policy refused the token
  '900316', // the operation takes App+User tokens of the partner
  '900329', // the operation takes App+User tokens only
  '900420', // the token is for a retired audience
  '900421', // the user did not sign in with multi-factor authentication
]);

/**
 * Whether an error says that the service refused the credential. Every other call would then be refused until that is
 * fixed. An `AuthenticationError` is not such an error: a failure to acquire a token may pass.
 */
export function isCredentialRefused(error: unknown): boolean {
  return (
    isLicensesUsageError(error) &&
    error.name === 'ServiceError' &&
    (error.status === 401 || (error.status < 500 && codes.has(error.code)))
  );
}
