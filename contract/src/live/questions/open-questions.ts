import { activeCount } from './active-count.ts';
import { address } from './address.ts';
import { byteOrderMark } from './byte-order-mark.ts';
import { faultShape } from './fault-shape.ts';
import { filterCaseAndQuotes } from './filter-case-and-quotes.ts';
import { groupedCounts } from './grouped-counts.ts';
import { nextLink } from './next-link.ts';
import type { OpenQuestion } from './open-question.ts';
import { percentScale } from './percent-scale.ts';
import { processedDateTime } from './processed-date-time.ts';
import { deploymentRows, supersededRows } from './superseded-rows.ts';

/** The questions that the documentation leaves open. The last one needs all answers. */
export const openQuestions: readonly OpenQuestion[] = [
  address,
  activeCount,
  nextLink,
  groupedCounts,
  processedDateTime,
  filterCaseAndQuotes,
  faultShape,
  supersededRows,
  percentScale,
  deploymentRows,
  byteOrderMark,
];
