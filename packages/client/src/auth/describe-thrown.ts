import { describeCause } from '../errors/foreign-text.ts';
import { redactSecrets } from './redact-secrets.ts';

/**
 * Describes what foreign code threw by codes and messages alone, without secrets. The thrown value itself must not be
 * passed on: it may hold the request.
 */
export function describeThrown(thrown: unknown, secrets: readonly string[]): string {
  return redactSecrets(describeCause(thrown), secrets);
}
