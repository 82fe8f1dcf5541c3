import type { CommercialPathPrefix } from '../client-options.ts';
import { ServiceError } from '../errors/answer-errors.ts';

/** Finds the prefix under which the commercial analytics answer, and remembers it for the client. */
export interface PrefixFinder {
  run<Result>(request: (prefix: CommercialPathPrefix) => Promise<Result>): Promise<Result>;
}

/**
 * The page of the operation shows its path without a prefix, the request example with one. With `auto` the second is
 * tried after a 404 that carries no fault: a fault would mean that the operation itself has answered.
 */
export function createPrefixFinder(chosen: 'auto' | CommercialPathPrefix): PrefixFinder {
  let known = chosen === 'auto' ? undefined : chosen;
  return {
    async run(request) {
      if (known !== undefined) return request(known);
      try {
        const result = await request('');
        known = '';
        return result;
      } catch (error) {
        if (!isMissingRoute(error)) throw error;
        try {
          const result = await request('/partner');
          known = '/partner';
          return result;
        } catch (second) {
          throw isMissingRoute(second) ? error : second;
        }
      }
    },
  };
}

/** The gateway's own 404 repeats the status and names no source: no operation has seen the request. */
function isMissingRoute(error: unknown): boolean {
  if (!(error instanceof ServiceError) || error.status !== 404 || error.source !== undefined) return false;
  return error.code === undefined || error.code === '404';
}
