import type { components } from '@licenses-usage/client/schema';

import { type Answer, jsonAnswer } from '../answer/answer.ts';
import type { OperationContext } from './context.ts';
import { readLicensesUsageQuery } from './licenses-usage-query.ts';
import { groupRows, selectRows } from './licenses-usage-rows.ts';
import { nextLink } from './next-link.ts';

/** The superseding operation: filtered, grouped and paged rows over all customers. */
export function listLicensesUsage({ call, facts, caseSensitiveFilter }: OperationContext): Answer {
  const query = readLicensesUsageQuery(call.url.searchParams, !caseSensitiveFilter);
  const { rows, totalCount } =
    query.groupBy === undefined ? selectRows(facts, query) : groupRows(facts, query, query.groupBy);
  const end = query.skip + query.top;
  const body = {
    Value: [...rows],
    '@nextLink': end < totalCount ? nextLink(call.url, query.top, end) : null,
    TotalCount: totalCount,
  } satisfies components['schemas']['LicensesUsagePage'];
  return jsonAnswer(200, JSON.stringify(body));
}
