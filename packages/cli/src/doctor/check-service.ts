import { createClient, isLicensesUsageError, type ClientOptions } from '@licenses-usage/client';
import { ok, problem, skipped, warning, type Check } from './check.ts';

/** The outcome of a probe. */
type Outcome =
  | { readonly status: 'answered'; readonly rows: number }
  | {
      readonly status: 'failed';
      /** Whether there was any answer. */
      readonly isReached: boolean;
      readonly error: Error;
      readonly httpStatus: number | undefined;
      readonly code: string;
    };

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
  }, abortSignal);
  const outcomes = [plain, prefixed, legacy];
  const unreached = outcomes.every((outcome) => outcome.status === 'failed' && !outcome.isReached);
  if (unreached) return checkConnection(plain);
  return [
    ok('Connection', 'The service answers.'),
    checkRole(outcomes),
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
  }, abortSignal);
}

async function attempt(ask: () => Promise<number>, abortSignal: AbortSignal): Promise<Outcome> {
  try {
    return { status: 'answered', rows: await ask() };
  } catch (error) {
    abortSignal.throwIfAborted();
    if (!isLicensesUsageError(error) || error.name === 'ConfigurationError') throw error;
    const isReached = error.name !== 'TransportError' && error.name !== 'TimeoutError';
    const isAnswer = error.name === 'ServiceError';
    const httpStatus = isAnswer ? error.status : undefined;
    const code = isAnswer ? (error.code ?? '') : '';
    return { status: 'failed', isReached, error, httpStatus, code };
  }
}

/** Checks that there is an answer at all. Without one, neither the path nor the role is to blame. */
function checkConnection(outcome: Outcome): Check[] {
  const message = outcome.status === 'failed' ? outcome.error.message : '';
  return [
    problem('Connection', 'Nobody answers.', message.replaceAll('baseUrl', '--base-url')),
    ...['Role', 'Current operation', 'Superseded operation'].map((check) => skipped(check, 'Not reached.')),
  ];
}

function checkRole(outcomes: readonly Outcome[]): Check {
  const check = 'Role';
  if (outcomes.some(({ status }) => status === 'answered'))
    return ok(check, 'The user may read licence usage.');
  const refused = outcomes.find((outcome) => outcome.status === 'failed' && outcome.httpStatus === 403);
  if (refused?.status !== 'failed') return skipped(check, 'No answer says anything about it.');
  const isRole = roleCodes.has(refused.code);
  return problem(
    check,
    isRole
      ? `The user lacks a role: 403, code ${refused.code}.`
      : `Access is refused: 403, code ${refused.code || 'unknown'}.`,
    isRole
      ? 'Give the user a role that may read analytics, such as Admin agent, in Partner Center.'
      : refused.error.message,
  );
}

function checkPrefix(plain: Outcome, prefixed: Outcome): Check {
  const check = 'Current operation';
  const answering = [plain, prefixed].find((outcome) => outcome.status === 'answered');
  if (answering?.status !== 'answered') {
    const failed =
      [plain, prefixed].find((outcome) => outcome.status === 'failed' && outcome.httpStatus !== 404) ?? plain;
    return problem(
      check,
      'Answers neither at /v1 nor at /partner/v1.',
      failed.status === 'failed' ? failed.error.message : '',
    );
  }
  const paths =
    plain.status === 'answered'
      ? prefixed.status === 'answered'
        ? '/v1 and /partner/v1'
        : '/v1'
      : '/partner/v1';
  const finding = `Answers at ${paths}.`;
  if (answering.rows > 0) return ok(check, finding);
  return warning(
    check,
    `${finding} It has no rows.`,
    'No data is not the same as no usage: check whether the older operations have any.',
  );
}

function checkLegacy(legacy: Outcome): Check {
  const check = 'Superseded operation';
  if (legacy.status === 'failed') {
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
