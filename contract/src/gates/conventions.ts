import { findBreaches } from '@licenses-usage/spec/find-breaches';

import type { Description } from '../documents/description.ts';
import type { Finding } from './finding.ts';

/** The words, the examples and the schemas of the description agree. */
export function checkConventions({ document }: Description): readonly Finding[] {
  return findBreaches(document).map((breach) => ({
    ...breach,
    repair: 'Correct the words or the schema in spec/openapi.yaml: one was changed without the other.',
  }));
}
