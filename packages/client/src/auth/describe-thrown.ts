import { redactSecrets } from './redact-secrets.ts';

const longestChain = 4;

/**
 * Describes what foreign code threw by codes and messages alone, without secrets. The thrown value itself must not be
 * passed on: it may hold the request. `fetch` says no more than "fetch failed"; the reason is in the chain of causes.
 */
export function describeThrown(thrown: unknown, secrets: readonly string[]): string {
  const parts: string[] = [];
  let error = thrown;
  for (let depth = 0; error instanceof Error && depth < longestChain; depth += 1) {
    const code = 'code' in error && typeof error.code === 'string' ? `${error.code} ` : '';
    parts.push(`${code}${error.message}`.trim());
    error = error.cause;
  }
  const reason = parts.filter((part) => part !== '').join(': ');
  return redactSecrets(reason, secrets) || 'for a reason that was not given';
}
