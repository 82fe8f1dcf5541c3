import { isRecord } from '../is-record.ts';
import { pointerTo, type Finding } from './finding.ts';

/** The only header that the documentation promises: that of 429. */
const promised = ['RetryAfter'];

/** Finds headers of answers that are required without being promised, or promised without being required. */
export function headerFindings(description: Record<string, unknown>): readonly Finding[] {
  const components = isRecord(description['components']) ? description['components'] : {};
  const headers = isRecord(components['headers']) ? Object.entries(components['headers']) : [];
  if (headers.length === 0) throw new Error('The description has no headers of answers to check.');
  return headers
    .filter(([key, node]) => (isRecord(node) && node['required'] === true) !== promised.includes(key))
    .map(([key]) => ({
      place: pointerTo(['components', 'headers', key]),
      fault: promised.includes(key)
        ? 'The documentation promises it.'
        : 'The documentation promises no such header.',
    }));
}
