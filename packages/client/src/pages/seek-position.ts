import { isRecord } from '../decode/is-record.ts';
import { isHeaderValue } from '../input/headers.ts';
import type { LinkParameters } from './next-link.ts';

/** Where a walk over customers stands. */
export interface SeekPosition {
  readonly size: number | undefined;
  /** `MS-ContinuationToken` of the page before. */
  readonly seekToken: string | undefined;
  /** Further parameters that the service's link asked for. */
  readonly link: LinkParameters;
}

/** Whether a value unpacked from a continuation token is a position. */
export function isSeekPosition(value: unknown): value is SeekPosition {
  if (!isRecord(value)) return false;
  const { size, seekToken, link } = value;
  return (
    (size === undefined || (Number.isSafeInteger(size) && Number(size) > 0)) &&
    (seekToken === undefined || isHeaderValue(seekToken)) &&
    isRecord(link) &&
    Object.values(link).every((parameter) => typeof parameter === 'string')
  );
}
