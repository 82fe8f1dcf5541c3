import type { DescribedAnswer } from '../description/described-answer.ts';
import type { ShownName } from '../har/shown-name.ts';
import type { Drift } from './drift.ts';

/** Headers of HTTP and of the network, which a description need not name. */
const ownToHttp = [
  'cache-control',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'date',
  'expires',
  'keep-alive',
  'pragma',
  'server',
  'strict-transport-security',
  'transfer-encoding',
  'vary',
  'x-content-type-options',
];

/** Finds headers that are missing, invalid or new. */
export function headerDrift(
  described: DescribedAnswer['headers'],
  headers: Headers,
  shownName: ShownName,
): readonly Drift[] {
  const names = new Set(Object.keys(described).map((name) => name.toLowerCase()));
  return [
    ...Object.entries(described).flatMap(([name, { isRequired, fits }]) => {
      const value = headers.get(name);
      // The tracing headers are in every sample. Other optional headers come only with some answers.
      if (value === null) return isRequired || name.startsWith('MS-') ? [`${name} is absent`] : [];
      return fits(value) ? [] : [`${name} has a value that its schema refuses`];
    }),
    ...[...headers.keys()]
      .filter((name) => !names.has(name) && !ownToHttp.includes(name))
      .map((name) => `${shownName(name)} is not described`),
  ].map((detail) => ({ kind: 'header', detail }));
}
