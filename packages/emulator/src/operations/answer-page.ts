import { type Answer, jsonAnswer } from '../answer/answer.ts';
import type { OperationContext } from './context.ts';
import { nextLink } from './next-link.ts';
import type { RowTable } from './row-table.ts';
import { readRowsQuery } from './rows-query.ts';
import { groupRows, selectRows } from './select-rows.ts';

/** Answers a commercial operation: one page of its rows over all customers, filtered and grouped as asked. */
export function answerPage<Fact, Field extends string, Row, Counts extends object>(
  { call, facts, caseSensitiveFilter }: OperationContext,
  table: RowTable<Fact, Field, Row, Counts>,
): Answer {
  const query = readRowsQuery(call.url.searchParams, table.fields, !caseSensitiveFilter);
  const { rows, totalCount } =
    query.groupBy === undefined
      ? selectRows(facts, table, query)
      : groupRows(facts, table, query, query.groupBy);
  const end = query.skip + query.top;
  const body = {
    Value: rows,
    '@nextLink': end < totalCount ? nextLink(call.url, query.top, end) : null,
    TotalCount: totalCount,
  };
  return jsonAnswer(200, JSON.stringify(body));
}
