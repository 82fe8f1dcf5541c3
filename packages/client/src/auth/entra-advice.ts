/** The page that explains each number, and the source of most of the advice. */
const errorCodes = 'https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes';

const signInAgain =
  'sign the partner user in again, with multi-factor authentication, and store the new refresh token';

/** What to do, by the number after `AADSTS`. */
const byCode: Readonly<Record<string, string>> = {
  '50034': 'The user does not exist in this tenant: check tenantId, and sign in with a user of that tenant.',
  '50057': 'The account of the user is disabled: have it enabled, or sign in with another partner user.',
  '50074': `The user did not complete multi-factor authentication: ${signInAgain}.`,
  '50076': `The earlier sign-in is no longer enough: ${signInAgain}.`,
  '50078': `The multi-factor authentication has expired: ${signInAgain}.`,
  '50079': `The user has no second factor yet: have one registered, then ${signInAgain}.`,
  '50105': 'The user is not assigned to the app: assign the user in the enterprise application.',
  '50173': `The refresh token was revoked by the user or an administrator: ${signInAgain}.`,
  '50196': 'Entra sees a loop of equal requests: share one credential, so that its cached token is used.',
  '53003':
    'A Conditional Access policy blocks the token: have the administrator of the partner tenant look up the sign-in by its correlation ID.',
  '65001':
    'Consent is missing: have the partner user or an administrator consent to the app for Partner Center, then store the new refresh token.',
  '70000': `The refresh token is not valid, perhaps because it belongs to another app: check clientId and the store, or ${signInAgain}.`,
  '70008': `The refresh token has expired or was revoked: ${signInAgain}.`,
  '70043': `The refresh token has reached the sign-in frequency set by Conditional Access: ${signInAgain}, and have the policy reviewed.`,
  '90002': 'No such tenant in this cloud: check tenantId and authority.',
  '90038': 'The tenant belongs to another cloud: set authority to that cloud, such as usGovernment or china.',
  '500011':
    'Partner Center is not known in this tenant: check scope, tenantId and authority, and that the app was consented to there.',
  '650057': 'The app registration lacks a permission of Partner Center: add it, then have it consented to.',
  '700016':
    'The app is not known in this tenant: check clientId and tenantId, and that the app was consented to there.',
  '700082': `The refresh token was not used for too long and has expired: ${signInAgain}, and refresh it more often than every 90 days.`,
  '7000112': 'The app is disabled: have it enabled in the tenant.',
  '7000215': 'The client secret is wrong: pass the value of the secret, not its id, and check clientId.',
  '7000222': 'The client secret has expired: create a new one in the app registration and pass its value.',
  '9002313': `The request is malformed; mostly the refresh token is cut off or not one: check the store, or ${signInAgain}.`,
};

/** The source of the advice, where it is not the page of error codes. */
const sources: Readonly<Record<string, readonly string[]>> = {
  'https://learn.microsoft.com/en-us/partner-center/developer/partner-center-authentication': [
    '50074',
    '50076',
    '50078',
    '50079',
  ],
  'https://learn.microsoft.com/en-us/entra/identity-platform/refresh-tokens': ['50173', '70008', '700082'],
  'https://learn.microsoft.com/en-us/partner-center/developer/enable-secure-app-model': ['65001', '650057'],
  'https://learn.microsoft.com/en-us/entra/identity-platform/authentication-national-cloud': ['90038'],
};

/** Refusals that an administrator can lift, so that the same refresh token is accepted again. */
const liftedElsewhere: ReadonlySet<string> = new Set(['50057', '50105', '53003']);

/** What to do, by the OAuth code, when the number is unknown or missing. */
const byError: Readonly<Record<string, string>> = {
  consent_required: 'Consent is missing: have the partner user or an administrator consent to the app.',
  interaction_required: `The user has to take part: ${signInAgain}, passing claims if there are any.`,
  invalid_client: 'The app could not prove its identity: check clientId and clientSecret.',
  invalid_grant: `The refresh token is not accepted any more: ${signInAgain}.`,
  invalid_resource: 'The resource is not known in this tenant: check scope, tenantId and authority.',
  invalid_scope: 'Check scope: Entra does not accept it.',
  temporarily_unavailable: 'Entra is busy; try again later.',
  unauthorized_client: 'The app may not do this in this tenant: check clientId, tenantId and its consent.',
};

/** Whether there is advice for this number. */
export function isKnownCode(code: string): boolean {
  return Object.hasOwn(byCode, code);
}

/** Whether only another refresh token ends a refusal with this code (`AADSTS…`, or an OAuth code). */
export function needsNewRefreshToken(code: string | undefined): boolean {
  return code === undefined || !liftedElsewhere.has(code.replace(/^AADSTS/, ''));
}

/** What to do next, with the source. */
export function entraAdvice(status: number, code: string | undefined, error: string | undefined): string {
  const advice = lookUp(byCode, code) ?? lookUp(byError, error);
  if (advice !== undefined) return `${advice} See ${sourceOf(code)}.`;
  if (code !== undefined) return `Look the code up at https://login.microsoftonline.com/error?code=${code}.`;
  if (status === 429) return 'Wait as long as the endpoint asks, then try again.';
  if (status >= 500) return 'The token endpoint failed; try again later.';
  return 'Check authority and tenantId, and check for a proxy that answers in its place.';
}

function sourceOf(code: string | undefined): string {
  const listed = Object.entries(sources).find(([, codes]) => code !== undefined && codes.includes(code));
  return listed?.[0] ?? errorCodes;
}

function lookUp(advice: Readonly<Record<string, string>>, key: string | undefined): string | undefined {
  return key !== undefined && Object.hasOwn(advice, key) ? advice[key] : undefined;
}
