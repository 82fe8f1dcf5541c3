const errorCodes = 'https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes';
const refreshTokens = 'https://learn.microsoft.com/en-us/entra/identity-platform/refresh-tokens';
const clouds = 'https://learn.microsoft.com/en-us/entra/identity-platform/authentication-national-cloud';
const secureModel = 'https://learn.microsoft.com/en-us/partner-center/developer/enable-secure-app-model';
const partnerAuthentication =
  'https://learn.microsoft.com/en-us/partner-center/developer/partner-center-authentication';

interface Row {
  /** One or two sentences that say what to do. */
  readonly advice: string;
  /** The page the advice follows from. What each number means is on Entra's page of error codes. */
  readonly source: string;
  /** Whether an administrator can lift the refusal, so that the same refresh token is accepted again. */
  readonly isLiftedElsewhere?: true;
}

const signInAgain =
  'sign the partner user in again, with multi-factor authentication, and store the new refresh token';

/** By the number behind `AADSTS`. */
const byCode: Readonly<Record<string, Row>> = {
  '50034': {
    advice: 'The user does not exist in this tenant: check tenantId, and sign in with a user of that tenant.',
    source: errorCodes,
  },
  '50057': {
    advice: 'The account of the user is disabled: have it enabled, or sign in with another partner user.',
    isLiftedElsewhere: true,
    source: errorCodes,
  },
  '50074': {
    advice: `The user did not complete multi-factor authentication: ${signInAgain}.`,
    source: partnerAuthentication,
  },
  '50076': {
    advice: `The earlier sign-in is no longer enough: ${signInAgain}.`,
    source: partnerAuthentication,
  },
  '50078': {
    advice: `The multi-factor authentication has expired: ${signInAgain}.`,
    source: partnerAuthentication,
  },
  '50079': {
    advice: `The user has no second factor yet: have one registered, then ${signInAgain}.`,
    source: partnerAuthentication,
  },
  '50105': {
    advice: 'The user is not assigned to the app: assign the user in the enterprise application.',
    isLiftedElsewhere: true,
    source: errorCodes,
  },
  '50173': {
    advice: `The refresh token was revoked by the user or an administrator: ${signInAgain}.`,
    source: refreshTokens,
  },
  '50196': {
    advice: 'Entra sees a loop of equal requests: share one credential, so that its cached token is used.',
    source: errorCodes,
  },
  '53003': {
    advice:
      'A Conditional Access policy blocks the token: have the administrator of the partner tenant look up the sign-in by its correlation ID.',
    isLiftedElsewhere: true,
    source: errorCodes,
  },
  '65001': {
    advice:
      'Consent is missing: have the partner user or an administrator consent to the app for Partner Center, then store the new refresh token.',
    source: secureModel,
  },
  '70000': {
    advice: `The refresh token is not valid, perhaps because it belongs to another app: check clientId and the store, or ${signInAgain}.`,
    source: errorCodes,
  },
  '70008': {
    advice: `The refresh token has expired or was revoked: ${signInAgain}.`,
    source: refreshTokens,
  },
  '70043': {
    advice: `The refresh token has reached the sign-in frequency set by Conditional Access: ${signInAgain}, and have the policy reviewed.`,
    source: errorCodes,
  },
  '90002': {
    advice: 'No such tenant in this cloud: check tenantId and authority.',
    source: errorCodes,
  },
  '90038': {
    advice:
      'The tenant belongs to another cloud: set authority to that cloud, such as usGovernment or china.',
    source: clouds,
  },
  '500011': {
    advice:
      'Partner Center is not known in this tenant: check scope, tenantId and authority, and that the app was consented to there.',
    source: errorCodes,
  },
  '650057': {
    advice: 'The app registration lacks a permission of Partner Center: add it, then have it consented to.',
    source: secureModel,
  },
  '700016': {
    advice:
      'The app is not known in this tenant: check clientId and tenantId, and that the app was consented to there.',
    source: errorCodes,
  },
  '700082': {
    advice: `The refresh token was not used for too long and has expired: ${signInAgain}, and refresh it more often than every 90 days.`,
    source: refreshTokens,
  },
  '7000112': {
    advice: 'The app is disabled: have it enabled in the tenant.',
    source: errorCodes,
  },
  '7000215': {
    advice: 'The client secret is wrong: pass the value of the secret, not its id, and check clientId.',
    source: errorCodes,
  },
  '7000222': {
    advice: 'The client secret has expired: create a new one in the app registration and pass its value.',
    source: errorCodes,
  },
  '9002313': {
    advice: `The request is malformed; mostly the refresh token is cut off or not one: check the store, or ${signInAgain}.`,
    source: errorCodes,
  },
};

/** By the OAuth code, where the number is new or missing. */
const byError: Readonly<Record<string, Row>> = {
  consent_required: {
    advice: 'Consent is missing: have the partner user or an administrator consent to the app.',
    source: errorCodes,
  },
  interaction_required: {
    advice: `The user has to take part: ${signInAgain}, passing claims if there are any.`,
    source: errorCodes,
  },
  invalid_client: {
    advice: 'The app could not prove its identity: check clientId and clientSecret.',
    source: errorCodes,
  },
  invalid_grant: {
    advice: `The refresh token is not accepted any more: ${signInAgain}.`,
    source: errorCodes,
  },
  invalid_resource: {
    advice: 'The resource is not known in this tenant: check scope, tenantId and authority.',
    source: errorCodes,
  },
  invalid_scope: { advice: 'Check scope: Entra does not accept it.', source: errorCodes },
  temporarily_unavailable: { advice: 'Entra is busy; try again later.', source: errorCodes },
  unauthorized_client: {
    advice: 'The app may not do this in this tenant: check clientId, tenantId and its consent.',
    source: errorCodes,
  },
};

export function isKnownCode(code: string): boolean {
  return Object.hasOwn(byCode, code);
}

/** Whether a refusal with this code (`AADSTS…`, or an OAuth code) ends only with another refresh token. */
export function needsNewRefreshToken(code: string | undefined): boolean {
  return lookUp(byCode, code?.replace(/^AADSTS/, ''))?.isLiftedElsewhere !== true;
}

/** What to do next, and where that is written. */
export function entraAdvice(status: number, code: string | undefined, error: string | undefined): string {
  const row = lookUp(byCode, code) ?? lookUp(byError, error);
  if (row !== undefined) return `${row.advice} See ${row.source}.`;
  if (code !== undefined) return `Look the code up at https://login.microsoftonline.com/error?code=${code}.`;
  if (status === 429) return 'Wait as long as the endpoint asks, then try again.';
  if (status >= 500) return 'The token endpoint failed; try again later.';
  return 'Check authority and tenantId, and check for a proxy that answers in its place.';
}

function lookUp(rows: Readonly<Record<string, Row>>, key: string | undefined): Row | undefined {
  return key !== undefined && Object.hasOwn(rows, key) ? rows[key] : undefined;
}
