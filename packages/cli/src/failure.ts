import { isLicensesUsageError, type ConfigurationError } from '@licenses-usage/client';
import { ScatteredRowsError } from '@licenses-usage/client/migrate';
import { CommandError, exitCode, type ExitCode } from './exit.ts';
import { describeSystemError, isSystemError } from './files/system-error.ts';

export interface Failure {
  readonly exitCode: ExitCode;
  /** The message for the user; empty when there is nothing to say. */
  readonly message: string;
}

/** Codes of a `FleetError` that no other input would have prevented. */
const unfinished = ['incomplete', 'no-worker', 'paused'];

/** Describes an error for the user. `undefined` for a bug in the program. */
export function describeFailure(error: unknown): Failure | undefined {
  if (error instanceof CommandError) return { exitCode: error.exitCode, message: error.message };
  if (isLicensesUsageError(error)) {
    if (error.name === 'ConfigurationError') {
      return { exitCode: exitCode.badInput, message: inWordsOfTheUser(error) };
    }
    // The service validates conditions and dates, and its own message says what is wrong.
    const isRefusedQuery =
      error.name === 'ServiceError' && error.status === 400 && error.code === 'InvalidQueryParameters';
    if (isRefusedQuery) return { exitCode: exitCode.badInput, message: error.message };
    return { exitCode: exitCode.serviceFailed, message: forPeople(error.message) };
  }
  if (error instanceof ScatteredRowsError) {
    const message =
      'The rows of a customer are not adjacent. Add --hold-all-rows, which accepts them in any order.';
    return { exitCode: exitCode.serviceFailed, message };
  }
  // From a package that is loaded only when a command needs it.
  if (error instanceof Error && (error.name === 'HistoryError' || error.name === 'FleetError')) {
    const isUnfinished = 'code' in error && unfinished.includes(String(error.code));
    return { exitCode: isUnfinished ? exitCode.serviceFailed : exitCode.badInput, message: error.message };
  }
  const reason = describeSystemError(error);
  if (reason === undefined || !isSystemError(error)) return undefined;
  return {
    exitCode: exitCode.badInput,
    message: `${error.path ?? `System call ${error.syscall}`}: ${reason}.`,
  };
}

/** The option or variable that sets an argument of the client. */
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

/** Leaves out the example, which is code. */
function inWordsOfTheUser({ argument, message }: ConfigurationError): string {
  const name = namesHere[argument];
  if (name === undefined) return message;
  return `${name}${message.slice(argument.length)}`.replace(/ Example: [^]*$/, '');
}

/** Leaves out advice for code, and names options as the user writes them. */
function forPeople(message: string): string {
  return message.replace(/ Rows delivered before: [^]*$/, '').replaceAll(/\bbaseUrl\b/g, '--base-url');
}
