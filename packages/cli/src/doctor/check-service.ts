import {
  createClient,
  isLicensesUsageError,
  type AnyLicensesUsageError,
  type ClientOptions,
} from '@licenses-usage/client';
import { ok, problem, skipped, warning, type Check } from './check.ts';

/** The outcome of a probe: the number of rows, or the error. */
type Outcome =
  | { readonly rows: number; readonly error?: undefined }
  | { readonly rows?: undefined; readonly error: AnyLicensesUsageError };

/** Error codes that concern the user's role rather than the account or the token. */
const roleCodes: ReadonlySet<string> = new Set(['1002', '2032', '900150', '900308']);

/** Calls both operations with the smallest queries that they accept. */
export async function checkService(options: ClientOptions, abortSignal: AbortSignal): Promise<Check[]> {
  const gentle = { ...options, retry: { maxRetries: 1 }, totalTimeoutInMs: 30_000 };
  const plain = await askForRow({ ...gentle, commercialPathPrefix: '' }, abortSignal);
  const prefixed = await askForRow({ ...gentle, commercialPathPrefix: '/partner' }, abortSignal);
  const legacy = await attempt(async () => {
    const { items } = await createClient(gentle).getPartnerLicensesUsage({ abortSignal });
    return items.length;
  });
  const outcomes = [plain, prefixed, legacy];
  const errors = outcomes.flatMap(({ error }) => error ?? []);
  const [first] = errors;
  if (first !== undefined && errors.filter(isUnreached).length === outcomes.length)
    return checkConnection(first);
  return [
    ok('Connection', 'The service answers.'),
    checkRole(outcomes, errors),
    checkPrefix(plain, prefixed),
    checkLegacy(legacy),
  ];
}

function askForRow(options: ClientOptions, abortSignal: AbortSignal): Promise<Outcome> {
  return attempt(async () => {
    for await (const page of createClient(options).listLicensesUsage({ top: 1 }, { abortSignal }).byPage()) {
      return page.items.length;
    }
    return 0;
  });
}

async function attempt(ask: () => Promise<number>): Promise<Outcome> {
  try {
    return { rows: await ask() };
  } catch (error) {
    if (!isLicensesUsageError(error) || error.name === 'ConfigurationError') throw error;
    return { error };
  }
}

/** Whether there was no answer at all. */
function isUnreached({ name }: AnyLicensesUsageError): boolean {
  return name === 'TransportError' || name === 'TimeoutError';
}

/** Without any answer, neither the path nor the role is to blame. */
function checkConnection({ message }: AnyLicensesUsageError): Check[] {
  return [
    problem('Connection', 'Nobody answers.', message.replaceAll('baseUrl', '--base-url')),
    ...['Role', 'Current operation', 'Superseded operation'].map((check) => skipped(check, 'Not reached.')),
  ];
}

function checkRole(outcomes: readonly Outcome[], errors: readonly AnyLicensesUsageError[]): Check {
  const check = 'Role';
  if (errors.length < outcomes.length) return ok(check, 'The user may read licence usage.');
  const refusal = errors.find((error) => error.name === 'ServiceError' && error.status === 403);
  if (refusal?.name !== 'ServiceError') return skipped(check, 'No answer says anything about it.');
  const { code = 'unknown', message } = refusal;
  if (!roleCodes.has(code)) return problem(check, `Access is refused: 403, code ${code}.`, message);
  return problem(
    check,
    `The user lacks a role: 403, code ${code}.`,
    'Give the user a role that may read analytics, such as Admin agent, in Partner Center.',
  );
}

function checkPrefix(plain: Outcome, prefixed: Outcome): Check {
  const check = 'Current operation';
  if (plain.error !== undefined && prefixed.error !== undefined) {
    // A missing path explains less than a refusal.
    const isMissing = plain.error.name === 'ServiceError' && plain.error.status === 404;
    const { message } = isMissing ? prefixed.error : plain.error;
    return problem(check, 'Answers neither at /v1 nor at /partner/v1.', message);
  }
  const paths = [plain.error === undefined && '/v1', prefixed.error === undefined && '/partner/v1'];
  const finding = `Answers at ${paths.filter(Boolean).join(' and ')}.`;
  if ((plain.rows ?? prefixed.rows ?? 0) > 0) return ok(check, finding);
  return warning(
    check,
    `${finding} It has no rows.`,
    'No data is not the same as no usage: check whether the older operations have any.',
  );
}

function checkLegacy(legacy: Outcome): Check {
  const check = 'Superseded operation';
  if (legacy.error !== undefined) {
    return warning(
      check,
      'Does not answer.',
      `${legacy.error.message} Programs that still call it will fail: see find-legacy.`,
    );
  }
  if (legacy.rows > 0) return ok(check, 'Still answers.');
  return warning(
    check,
    'Answers without data.',
    'Programs that still call it will see nothing: see find-legacy.',
  );
}
