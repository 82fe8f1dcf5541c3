const askForRole = 'Give the user a role that may read analytics, such as Admin agent.';
const acceptAgreement = 'Accept the Microsoft Partner Agreement in Partner Center.';
const checkAccount = 'is not active. Check the account in Partner Center.';

/**
 * What to do about a fault that concerns the token, its user or the partner, by the service's code. It refuses every
 * call alike. Some of these faults come with 400 or 403.
 * Source: https://learn.microsoft.com/en-us/partner-center/developer/error-codes
 */
const credentialFaults = new Map<string | undefined, string>([
  ['2032', askForRole],
  ['800001', 'The token did not reach the service. Check proxies between here and there.'],
  ['800002', 'Acquire a new token; this one is malformed or expired.'],
  ['800039', `The reseller programme of this partner ${checkAccount}`],
  ['900123', acceptAgreement],
  ['900124', acceptAgreement],
  ['900149', `The programme of this partner ${checkAccount}`],
  ['900150', askForRole],
  ['900308', askForRole],
  ['900309', 'A Conditional Access policy refused the token. Check the policies of the partner tenant.'],
  ['900316', 'Use an App+User token of the partner for this operation.'],
  [
    '900329',
    'Licence usage takes App+User tokens only. Use the secure application model instead of an app-only token.',
  ],
  [
    '900420',
    'The token is for a retired audience. Ask for the scope https://api.partnercenter.microsoft.com/.default.',
  ],
  ['900421', 'The token carries no MFA claim. Sign the user in again with multi-factor authentication.'],
]);

/** What to do about other faults, by the service's code. The source is the same. */
const otherFaults = new Map<string | undefined, string>([
  ['1000', 'Check the id: the service knows no such customer.'],
  ['1002', 'Check that the user who consented still has a role that may read analytics.'],
  ['2000', 'The service supports only the operator starts_with in this filter.'],
  [
    '20002',
    'Check that the customer has a relationship with this partner, and that the token belongs to it.',
  ],
  ['60003', 'Check the customer id: the service knows no such tenant.'],
  ['900118', 'Check the customer id: the service calls it invalid.'],
]);

/** Whether a fault with this code refuses the token, its user or the partner, and so every call. */
export function isCredentialFault(code: string | undefined): boolean {
  return credentialFaults.has(code);
}

const byStatus = new Map([
  [400, 'Check the query; repeating it will not help.'],
  [401, 'Check that the credential supplies a current App+User token.'],
  [403, 'Check the role of the user and the relationship with the customer.'],
  [404, 'Check baseUrl, which ends before /v1, and the id: nothing was found at this path.'],
  [407, 'A proxy refused this program. Check the address of the proxy, and the credentials for it.'],
  [408, 'Try again.'],
  [429, 'Lower the rate of calls, and wait before the next one.'],
  [511, 'The network asks for a sign-in. Sign in to it with a browser, then try again.'],
]);

/** Statuses whose advice holds only if the service itself answered. */
const ownStatuses = new Set([400, 401, 403]);

/** What to do about an answer that is probably not the service's. */
export const adviceForIntermediary =
  'A proxy, a firewall or a sign-in page may have answered in place of the service. Check the network, proxies and baseUrl.';

/**
 * What to do next. The service answers with JSON and without redirects, so an HTML page (`isPage`) or a redirect
 * without an address is that of something in between.
 */
export function adviceFor(status: number, code: string | undefined, isPage = false): string {
  const isRedirect = status >= 300 && status < 400;
  const isForeign = isRedirect || (isPage && ownStatuses.has(status));
  const fault = credentialFaults.get(code) ?? otherFaults.get(code);
  const advice = fault ?? (isForeign ? adviceForIntermediary : byStatus.get(status));
  if (advice !== undefined) return advice;
  if (status >= 500 && status < 600) return 'The service failed; try again later.';
  return isPage || status >= 600 ? adviceForIntermediary : 'Give the ids to support.';
}

/**
 * Advice on failed connections, matched against the error codes in the chain of causes. After a permanent failure, another
 * attempt would fail in the same way.
 */
const failures = [
  {
    isPermanent: true,
    matches: /CERT|^UNABLE_TO_VERIFY_LEAF_SIGNATURE$|^HOSTNAME_MISMATCH$|^INVALID_(?:CA|PURPOSE)$/,
    advice:
      'Check the certificate of the host in baseUrl. For a proxy or a private authority, set NODE_EXTRA_CA_CERTS to its ' +
      'certificate file before Node.js starts.',
  },
  {
    isPermanent: true,
    matches: /^UND_ERR_(?:CLOSED|DESTROYED)$/,
    advice: 'The transport was closed. Create a new one, and close it after the last call.',
  },
  {
    isPermanent: true,
    matches: /^(?:ERR_INVALID_(?:URL|PROTOCOL)|UND_ERR_INVALID_ARG|bad port|unknown scheme)$/,
    advice: 'Check baseUrl and the options of fetch: the transport does not accept this request.',
  },
  {
    isPermanent: true,
    matches: /^globalThis\.fetch is not a function/,
    advice: 'This platform has no fetch. Pass one: createClient({ fetch }).',
  },
  {
    isPermanent: false,
    matches: /^(?:ENOTFOUND|EAI_AGAIN)$/,
    advice: 'Check the host name in baseUrl, the DNS settings and the network connection, then try again.',
  },
  {
    isPermanent: false,
    matches: /^ECONNREFUSED$/,
    advice:
      'Nothing listens at this host and port. Check the port in baseUrl, or that of your proxy, and that the server runs, then try again.',
  },
  {
    // What Chromium, Firefox and Safari say, whatever the cause.
    isPermanent: false,
    matches: /^(?:Failed to fetch|NetworkError when attempting to fetch|Load failed)/,
    advice:
      'A browser does not say why. Check the network and baseUrl, and that the server there allows the origin of this ' +
      'page (CORS).',
  },
];

/** Says what to do about a failed connection. `addressOption` is the option that holds the address. */
export function adviceForFailure(thrown: unknown, addressOption = 'baseUrl'): string {
  const advice = findFailure(thrown)?.advice ?? 'Check the network, proxies and baseUrl, then try again.';
  return advice.replace('baseUrl', addressOption);
}

/** Whether another attempt would fail in the same way as the one that threw this. */
export function isPermanentFailure(thrown: unknown): boolean {
  return findFailure(thrown)?.isPermanent === true;
}

function findFailure(thrown: unknown) {
  const codes = codesOf(thrown);
  return failures.find(({ matches }) => codes.some((code) => matches.test(code)));
}

/** The codes of an error and its causes, or their messages where they have none. */
function codesOf(thrown: unknown): readonly string[] {
  const codes: string[] = [];
  for (let error = thrown; isError(error) && codes.length < 4; error = error.cause) {
    const code = 'code' in error && typeof error.code === 'string' ? error.code : error.message;
    codes.push(code.slice(0, 100));
  }
  return codes;
}

/** Under Jest, `fetch` throws errors of another realm, which are no instances of this one's `Error`. */
function isError(value: unknown): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';
}

/**
 * Describes what a transport or a credential threw. `fetch` says only "fetch failed"; the reason is in the chain of
 * causes.
 */
export function describeCause(thrown: unknown): string {
  const parts: string[] = [];
  for (let error = thrown; isError(error) && parts.length < 4; error = error.cause) {
    const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
    const message = error.message.includes(code) ? error.message : `${code} ${error.message}`.trim();
    if (message !== '') parts.push(message);
  }
  return parts.join(': ') || 'for a reason that was not given';
}
