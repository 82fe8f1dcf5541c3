import type { CommercialPathPrefix } from '../client-options.ts';
import { abortable } from '../time/abort.ts';
import type { ClientContext } from '../call/client-context.ts';
import type { FullClock } from '../time/clock.ts';
import { isLicensesUsageError } from '../errors/is-licenses-usage-error.ts';

/**
 * Makes a request under the path prefix that the commercial analytics are known to have, and again under the other one if
 * that turns out to be the right one. Remembers it for the client.
 */
type PrefixFinder = <Result>(
  request: (prefix: CommercialPathPrefix) => Promise<Result>,
  abortSignal: AbortSignal,
) => Promise<Result>;

const finders = new WeakMap<ClientContext, PrefixFinder>();

/** The prefix finder of a client. */
export function prefixFinderOf(client: ClientContext): PrefixFinder {
  const { commercialPathPrefix, clock } = client.options;
  const finder = finders.get(client) ?? createPrefixFinder(commercialPathPrefix, clock);
  finders.set(client, finder);
  return finder;
}

/** How often, at most, a learned prefix is checked against the other one. */
const probeIntervalInMs = 60_000;

/**
 * The documentation shows the path without a prefix in one place and with one in another. With `auto`, the other
 * prefix is tried after a 404 without a fault, because a fault would come from the operation itself.
 *
 * A learned prefix is not final: the 404 may have been temporary, or the service may change. After a 404 without a
 * fault under the learned prefix, the other one is tried again, at most once a minute.
 */
function createPrefixFinder(
  chosen: 'auto' | CommercialPathPrefix,
  clock: Pick<FullClock, 'monotonic'>,
): PrefixFinder {
  if (chosen !== 'auto') return (request) => request(chosen);
  let learned: CommercialPathPrefix | undefined;
  let lastProbeAt = -Infinity;
  let probe: Promise<void> | undefined;

  return async (request, abortSignal) => {
    const prefix = learned ?? '';
    const other = prefix === '' ? '/partner' : '';
    const isLearned = learned !== undefined;

    async function tryOther(missing: unknown) {
      try {
        const result = await request(other);
        learned = other;
        return result;
      } catch (error) {
        throw isMissingRoute(error) ? missing : error;
      }
    }

    try {
      const result = await request(prefix);
      learned ??= prefix;
      return result;
    } catch (error) {
      if (!isMissingRoute(error)) throw error;
      if (!isLearned) return tryOther(error);
      // Calls that get the same 404 wait for one probe and use its result.
      for (let pending = probe; pending !== undefined; pending = probe) await abortable(pending, abortSignal);
      if (learned === other) return request(other);
      if (clock.monotonic() - lastProbeAt < probeIntervalInMs) throw error;
      lastProbeAt = clock.monotonic();
      const probing = tryOther(error);
      const end = () => {
        // An abort says nothing about the prefix.
        if (abortSignal.aborted) lastProbeAt = -Infinity;
        probe = undefined;
      };
      probe = probing.then(end, end);
      return probing;
    }
  };
}

/** The gateway's own 404 repeats the status and names no source: the request reached no operation. */
function isMissingRoute(error: unknown): boolean {
  if (!isLicensesUsageError(error) || error.name !== 'ServiceError') return false;
  if (error.status !== 404 || error.source !== undefined) return false;
  return error.code === undefined || error.code === '404';
}
