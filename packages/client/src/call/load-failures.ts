import { cleanForeignText } from '../errors/foreign-text.ts';
import { TransportError } from '../errors/transport-error.ts';

const importFailures = () => import('./failures.ts');

type Failures = Awaited<ReturnType<typeof importFailures>>;

let loading: Promise<Failures> | undefined;

/**
 * Loads what only failing calls need: error messages, advice, redirects, rare forms of `Retry-After`. Bundlers make
 * it a chunk of its own. The first call starts loading it beside its request, so that an error does not depend on a
 * file that may be unreachable by then.
 */
export function loadFailures(): Promise<Failures> {
  loading ??= importFailures().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** A call that has failed. */
interface FailedCall extends Pick<TransportError, 'requestId' | 'correlationId' | 'attempts'> {
  readonly tried: string;
}

/** Like {@link loadFailures}, but if loading fails, rejects with an error that says so in place of what happened. */
export async function loadFailuresFor({
  tried,
  requestId,
  correlationId,
  attempts,
}: FailedCall): Promise<Failures> {
  try {
    return await loadFailures();
  } catch (error) {
    const status = attempts.at(-1)?.status;
    throw new TransportError({
      message:
        `${tried}: failed${status === undefined ? '' : ` with status ${status}`}, and the code that explains why ` +
        'could not be loaded. Check the network, and that every file of the bundle is deployed. ' +
        `requestId ${requestId}, correlationId ${correlationId}.`,
      cause: new Error(error instanceof Error ? cleanForeignText(error.message) : 'the import failed'),
      requestId,
      correlationId,
      attempts,
    });
  }
}
