import { isLicensesUsageError } from '@licenses-usage/client';
import { ScatteredRowsError } from '@licenses-usage/client/migrate';
import { CommandError, exitCode, type ExitCode } from './exit.ts';
import { describeSystemError, isSystemError } from './files/system-error.ts';

export interface Failure {
  readonly exitCode: ExitCode;
  /** A sentence for the user. Empty where there is nothing to say. */
  readonly message: string;
}

/** What an error means to the user. `undefined` for a mistake of the program itself. */
export function describeFailure(error: unknown): Failure | undefined {
  if (error instanceof CommandError) return { exitCode: error.exitCode, message: error.message };
  if (isLicensesUsageError(error)) {
    if (error.name === 'ConfigurationError') {
      return { exitCode: exitCode.badInput, message: inWordsOfTheUser(error) };
    }
    if (isRefusedQuery(error)) return { exitCode: exitCode.badInput, message: error.message };
    return { exitCode: exitCode.serviceFailed, message: withoutProgress(error.message) };
  }
  if (error instanceof ScatteredRowsError) {
    const message =
      'The rows of a customer do not come together. Add --hold-all-rows, which takes them in any order.';
    return { exitCode: exitCode.serviceFailed, message };
  }
  const reason = describeSystemError(error);
  if (reason === undefined || !isSystemError(error)) return undefined;
  return {
    exitCode: exitCode.badInput,
    message: `${error.path ?? `System call ${error.syscall}`}: ${reason}.`,
  };
}

/** What the user writes for what the client calls otherwise. */
const namesHere: Readonly<Record<string, string>> = {
  baseUrl: '--base-url',
  concurrency: '--concurrency',
  credential: 'PARTNER_CENTER_TOKEN',
  tenantId: 'PARTNER_CENTER_TENANT_ID',
  clientId: 'PARTNER_CENTER_CLIENT_ID',
  clientSecret: 'PARTNER_CENTER_CLIENT_SECRET',
  authority: 'PARTNER_CENTER_AUTHORITY',
  'tokenStore.load': 'PARTNER_CENTER_REFRESH_TOKEN_FILE',
  'query.filter': '--where',
  'query.processedDateTime': '--as-of',
  'tolerance.decimals': '--decimals',
  'tolerance.percentagePoints': '--tolerance',
};

/** The example is one for programs. */
function inWordsOfTheUser(error: Error): string {
  const argument = 'argument' in error ? String(error.argument) : '';
  const name = namesHere[argument];
  if (name === undefined) return error.message;
  return `${name}${error.message.slice(argument.length)}`.replace(/ Example: [^]*$/, '');
}

/** The service reads conditions and dates better than this program could. */
function isRefusedQuery(error: object): boolean {
  return (
    'status' in error && error.status === 400 && 'code' in error && error.code === 'InvalidQueryParameters'
  );
}

/** Where to resume is of use to programs alone; these start again. */
function withoutProgress(message: string): string {
  return message.replace(/ Rows delivered before: \d+; resume with \w+\.continuationToken\.$/, '');
}
