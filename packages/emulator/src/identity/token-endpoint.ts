import { type Answer, jsonAnswer, type RefusalError } from '../call/answer.ts';
import type { EmulatorClock, TokenOptions } from '../options.ts';
import { entraFault } from '../call/platform-faults.ts';
import { type TokenClaims, writeToken } from './access-token.ts';
import { partnerCenterAudience } from './check-token.ts';

interface TokenRequest {
  readonly tenant: string;
  /** v1 takes a `resource` and returns numbers as text; v2 takes scopes. */
  readonly version: 'v1' | 'v2';
  readonly form: URLSearchParams;
}

interface TokenEndpointContext {
  readonly options: TokenOptions;
  readonly refreshTokens: RefreshTokens;
  readonly clock: EmulatorClock;
}

/** `grant_type=refresh_token` gives an App+User token and a new refresh token, `client_credentials` an app-only token. */
export function answerTokenRequest(request: TokenRequest, context: TokenEndpointContext): Answer {
  const grantType = required(request, context, 'grant_type');
  if (grantType !== 'refresh_token' && grantType !== 'client_credentials') {
    throw refuse(
      context,
      400,
      'unsupported_grant_type',
      70003,
      `The grant type '${grantType}' is not supported.`,
    );
  }
  const clientId = required(request, context, 'client_id');
  const isUser = grantType === 'refresh_token';
  if (!isUser) required(request, context, 'client_secret');
  checkSecret(request, context);
  if (isUser) checkRefreshToken(required(request, context, 'refresh_token'), context);

  const claims = claimsFor(
    isUser,
    { tenant: request.tenant, clientId, audience: audienceOf(request) },
    context,
  );
  const lifetime = claims.exp - claims.iat;
  const number = (value: number): number | string => (request.version === 'v1' ? String(value) : value);
  const body = {
    token_type: 'Bearer',
    scope: request.version === 'v1' ? 'user_impersonation' : `${claims.aud}/user_impersonation`,
    expires_in: number(lifetime),
    ext_expires_in: number(lifetime),
    ...(request.version === 'v1' && { expires_on: number(claims.exp), resource: claims.aud }),
    access_token: writeToken(claims),
    ...(isUser && { refresh_token: context.refreshTokens.issue() }),
  };
  return jsonAnswer(200, JSON.stringify(body), { 'Cache-Control': 'no-store', Pragma: 'no-cache' });
}

/** The claims of a new token. */
function claimsFor(
  isUser: boolean,
  {
    tenant,
    clientId,
    audience,
  }: { readonly tenant: string; readonly clientId: string; readonly audience: string },
  { options, clock }: Pick<TokenEndpointContext, 'options' | 'clock'>,
): TokenClaims {
  const issuedAt = Math.floor(clock.now() / 1000);
  return {
    aud: audience,
    iss: `https://sts.windows.net/${tenant}/`,
    iat: issuedAt,
    exp: issuedAt + Math.floor((options.lifetimeInMs ?? 3_600_000) / 1000),
    tid: tenant,
    appid: clientId,
    idtyp: isUser ? 'user' : 'app',
    ...(isUser && { amr: options.mfa === false ? ['pwd'] : ['pwd', 'mfa'] }),
  };
}

/** Issues an App+User token for Partner Center, like the endpoint. */
export function issueUserToken(context: Pick<TokenEndpointContext, 'options' | 'clock'>): string {
  const identity = { tenant: 'common', clientId: 'emulator', audience: partnerCenterAudience };
  return writeToken(claimsFor(true, identity, context));
}

function required({ form }: TokenRequest, context: TokenEndpointContext, name: string): string {
  const value = form.get(name);
  if (value === null || value === '') {
    throw refuse(context, 400, 'invalid_request', 900144, `The request body must contain '${name}'.`);
  }
  return value;
}

function checkSecret({ form }: TokenRequest, context: TokenEndpointContext): void {
  const expected = context.options.clientSecret;
  if (expected !== undefined && form.get('client_secret') !== expected) {
    throw refuse(context, 401, 'invalid_client', 7_000_215, 'The client secret is not valid.');
  }
}

function checkRefreshToken(token: string, context: TokenEndpointContext): void {
  const problem = context.refreshTokens.check(token);
  if (problem === 'unknown') {
    throw refuse(context, 400, 'invalid_grant', 9_002_313, 'The refresh token is malformed or not valid.');
  }
  if (problem === 'expired') {
    throw refuse(context, 400, 'invalid_grant', 700_082, 'The refresh token has expired due to inactivity.');
  }
}

/** `resource` in v1; in v2 the address before the last segment of the first scope that is an address. */
function audienceOf({ form, version }: TokenRequest): string {
  const target =
    version === 'v1'
      ? form.get('resource')
      : form
          .get('scope')
          ?.split(' ')
          .find((scope) => URL.canParse(scope))
          ?.replace(/\/[^/]*$/, '');
  return (target ?? partnerCenterAudience).replace(/\/+$/, '');
}

function refuse(
  { clock }: TokenEndpointContext,
  status: 400 | 401,
  error: string,
  code: number,
  description: string,
): RefusalError {
  return entraFault({ status, error, code, description, at: new Date(clock.now()) });
}

const lifetimeInMs = 90 * 86_400_000;
const issuedForm = /^0\.emulator-\d+-(\d+)$/;

export interface RefreshTokens {
  /** Issues a refresh token. As in Entra, old ones stay usable for 90 days. */
  issue(): string;
  /** What is wrong with a refresh token; `undefined` when it is accepted. */
  check(token: string): 'expired' | 'unknown' | undefined;
  reset(): void;
}

export function createRefreshTokens(options: TokenOptions, clock: EmulatorClock): RefreshTokens {
  let issued = 0;
  return {
    issue() {
      issued += 1;
      return `0.emulator-${issued}-${clock.now()}`;
    },
    check(token) {
      const issuedAt = issuedForm.exec(token)?.[1];
      if (issuedAt === undefined) return (options.refreshToken ?? token) === token ? undefined : 'unknown';
      return clock.now() - Number(issuedAt) < lifetimeInMs ? undefined : 'expired';
    },
    reset() {
      issued = 0;
    },
  };
}
