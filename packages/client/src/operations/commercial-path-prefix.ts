import type { CommercialPathPrefix } from '../client-options.ts';
import { ServiceError } from '../errors/service-error.ts';

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

function isMissingRoute(error: unknown): boolean {
  return (
    error instanceof ServiceError &&
    error.status === 404 &&
    error.code === undefined &&
    error.description === undefined
  );
}
