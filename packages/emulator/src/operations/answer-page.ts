import { type Answer, jsonAnswer } from '../call/answer.ts';
import type { Facts } from '../facts/facts.ts';
import type { OperationContext } from './context.ts';
import type { RowTable } from './row-tables.ts';
import { readRowsQuery, type RowsQuery } from './rows-query.ts';

/** Answers a commercial operation with one page of its rows, filtered and grouped as requested. */
export function answerPage<Fact, Field extends string, Row, Counts extends object>(
  context: OperationContext,
  table: RowTable<Fact, Field, Row, Counts>,
): Answer {
  const { call, facts } = context;
  const query = readRowsQuery(context, table.fields);
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

/** Characters that would end a value. */
const structural = /[%&#+\p{Cc}]/gu;

/**
 * The address of the next page as the analytics platform writes it: relative, and percent-encoded only where a value
 * would otherwise end early.
 */
function nextLink(url: URL, top: number, skip: number): string {
  const kept = [...url.searchParams].filter(([name]) => !/^(?:top|skip)$/i.test(name));
  const parameters: readonly (readonly string[])[] = [...kept, ['top', String(top)], ['skip', String(skip)]];
  const query = parameters.map((pair) => pair.map(escapeStructural).join('=')).join('&');
  return `${url.pathname}?${query}`;
}

function escapeStructural(text: string): string {
  return text.replace(structural, encodeURIComponent);
}

interface RowsOfPage<Item> {
  readonly rows: readonly Item[];
  /** How many rows match over all pages. */
  readonly totalCount: number;
}

/** One page of ungrouped rows. Only the rows of this page are held in memory. */
function selectRows<Fact, Field extends string, Row, Counts extends object>(
  facts: Facts,
  table: RowTable<Fact, Field, Row, Counts>,
  query: RowsQuery<Fact, Field>,
): RowsOfPage<Row> {
  const end = query.skip + query.top;
  const rows: Row[] = [];
  let matching = 0;
  for (let index = 0; index < facts.customerCount; index += 1) {
    if (query.predicate === undefined) {
      const count = table.countOf(facts, index, query.processedDay);
      if (matching + count <= query.skip || matching >= end) {
        matching += count;
        continue;
      }
    }
    for (const fact of table.factsOf(facts, index, query.processedDay)) {
      if (query.predicate?.(fact) === false) continue;
      if (matching >= query.skip && matching < end) rows.push(table.toRow(fact));
      matching += 1;
    }
  }
  return { rows, totalCount: matching };
}

/** One page of grouped rows, in the order in which the groups first occur. */
function groupRows<Fact, Field extends string, Row, Counts extends object>(
  facts: Facts,
  table: RowTable<Fact, Field, Row, Counts>,
  query: RowsQuery<Fact, Field>,
  groupBy: readonly Field[],
): RowsOfPage<Counts> {
  const groups = new Map<string, { values: readonly string[]; counts: Counts }>();
  for (let index = 0; index < facts.customerCount; index += 1) {
    for (const fact of table.factsOf(facts, index, query.processedDay)) {
      if (query.predicate?.(fact) === false) continue;
      const values = groupBy.map((field) => table.fields.read(fact, field));
      const key = JSON.stringify(values);
      const { counts } = groups.get(key) ?? { counts: table.none };
      groups.set(key, { values, counts: table.plus(counts, fact) });
    }
  }
  const page = [...groups.values()].slice(query.skip, query.skip + query.top);
  const rows = page.map(({ values, counts }) => {
    const named = Object.fromEntries(groupBy.map((field, position) => [field, values[position]]));
    return Object.assign(named, counts);
  });
  return { rows, totalCount: groups.size };
}
