import { createRefreshTokenCredential } from '@licenses-usage/client/auth';

import { createFileTokenStore, SettingsError } from './file-token-store.ts';

export type Environment = Readonly<Record<string, string | undefined>>;
export type Fetch = (request: Request) => Promise<Response>;

export interface Settings {
  /** Without a trailing slash. */
  readonly baseUrl: string;
  readonly token: () => Promise<string>;
  /** Values that must not be printed, even if an error contains them. */
  readonly secrets: readonly string[];
}

const refreshVariables = [
  'PARTNER_CENTER_TENANT_ID',
  'PARTNER_CENTER_CLIENT_ID',
  'PARTNER_CENTER_CLIENT_SECRET',
  'PARTNER_CENTER_REFRESH_TOKEN_FILE',
] as const;

const serviceUrl = 'https://api.partnercenter.microsoft.com';
const scope = `${serviceUrl}/.default`;

/**
 * Reads the service and the credentials from the environment: `PARTNER_CENTER_TOKEN`, an App+User access token; or
 * the variables above, the last of which names a file with a refresh token that is readable only by its owner, and is
 * rewritten with each new token. `PARTNER_CENTER_BASE_URL` and `PARTNER_CENTER_AUTHORITY` replace the addresses of
 * the service and of the sign-in.
 * @throws SettingsError before anything is sent.
 */
export async function readSettings(environment: Environment, fetch: Fetch): Promise<Settings> {
  const baseUrl = readBaseUrl(environment['PARTNER_CENTER_BASE_URL'] ?? serviceUrl);
  const token = environment['PARTNER_CENTER_TOKEN'];
  if (token !== undefined && token !== '') {
    if (!/^[\x21-\x7e]+$/.test(token))
      throw new SettingsError(
        'PARTNER_CENTER_TOKEN holds what no token holds: blanks, line ends or letters beyond ASCII.',
      );
    return { baseUrl, token: async () => token, secrets: [token] };
  }
  const missing = refreshVariables.filter((name) => (environment[name] ?? '') === '');
  if (missing.length > 0) {
    throw new SettingsError(
      `To ask Partner Center, set PARTNER_CENTER_TOKEN to an App+User access token, or set ${refreshVariables.join(', ')}` +
        `${missing.length < refreshVariables.length ? ` (missing: ${missing.join(', ')})` : ''}.`,
    );
  }
  return { baseUrl, ...(await readRefreshSettings(environment, fetch)) };
}

async function readRefreshSettings(environment: Environment, fetch: Fetch) {
  const [tenantId = '', clientId = '', clientSecret = '', file = ''] = refreshVariables.map(
    (name) => environment[name],
  );
  const authority = environment['PARTNER_CENTER_AUTHORITY'];
  const tokenStore = await createFileTokenStore(file);
  try {
    const credential = createRefreshTokenCredential({
      tenantId,
      clientId,
      clientSecret,
      tokenStore,
      fetch: (input, init) => fetch(new Request(input, init)),
      ...(authority !== undefined && { authority: new URL(authority) }),
    });
    const token = async (): Promise<string> => (await credential.getToken(scope))?.token ?? '';
    return { token, secrets: [tenantId, clientId, clientSecret] };
  } catch (error) {
    throw new SettingsError(redact(error, [tenantId, clientId, clientSecret]), { cause: error });
  }
}

/** The message of an error without the given values. */
export function redact(error: unknown, values: readonly string[]): string {
  const text = error instanceof Error ? error.message : 'something was thrown that is no error';
  return values.filter((value) => value !== '').reduce((rest, value) => rest.replaceAll(value, '…'), text);
}

/** A token is sent only over https or to this machine. */
function readBaseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLocal = url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  const isBare = url?.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (url === undefined || !isBare || !(url.protocol === 'https:' || isLocal)) {
    throw new SettingsError(
      'PARTNER_CENTER_BASE_URL is no https address (http only to this machine) without credentials, query and fragment.',
    );
  }
  return url.origin + url.pathname.replace(/\/+$/, '');
}
