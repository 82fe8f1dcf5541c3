import { type Answer, jsonAnswer } from '../call/answer.ts';
import type { Facts } from '../facts/facts.ts';
import { type Fields, textOf } from '../facts/fields.ts';
import type { ExampleAnswer } from '../call/described-operation.ts';
import { exampleAnswers } from '../generated/examples.ts';
import { answerPage } from './answer-page.ts';
import { answerSeekPage } from './answer-seek-page.ts';
import { customerOf, type OperationContext } from './context.ts';
import type { RowTable } from './row-tables.ts';

type Example = Readonly<Record<string, unknown>>;

/**
 * Answers an operation without facts with the description's example. A list has one row for each row of usage, or for
 * each customer if it is paged by tokens, so that its length follows the data.
 */
export function answerByExample(
  context: OperationContext,
  example: ExampleAnswer = exampleAnswers[context.operation],
): Answer {
  const { call, facts, described } = context;
  const customer = 'customerId' in call.pathParameters ? customerOf(context) : undefined;
  if (described.kind === 'resource') return jsonAnswer(200, bodyAsAsked(example, call.pathParameters));

  const name = ['items', 'value', 'Value'].find((each) => Array.isArray(example.body[each])) ?? 'items';
  const rows = rowsUnder(example.body, name);
  if (described.paging === 'next-link') return answerPage(context, exampleRows(context, rows));
  if (described.paging === 'seek') {
    return answerSeekPage(context, (start, size) => {
      const count = rows.length === 0 ? 0 : facts.customerCount;
      const end = Math.min(start + size, count);
      return { items: repeated(rows, end).slice(start), next: end < count ? end : undefined };
    });
  }
  const count = customer === undefined ? usageCount(facts) : facts.usageCountOf(customer, undefined);
  const items = repeated(rows, Math.min(count, rows.length));
  const counted = 'totalCount' in example.body && { totalCount: items.length };
  return jsonAnswer(200, JSON.stringify({ ...example.body, ...counted, [name]: items }));
}

/** The example, with the path parameters of the request in place of those of the example. */
function bodyAsAsked({ body, path }: ExampleAnswer, asked: Readonly<Record<string, string>>): string {
  const names = new Map<unknown, string | undefined>(
    Object.entries(path).map(([name, value]) => [value, asked[name]?.toLowerCase()]),
  );
  return JSON.stringify(body, (_key, value: unknown) => names.get(value) ?? value);
}

function rowsUnder(body: Example, name: string): readonly Example[] {
  const rows = body[name];
  return Array.isArray(rows) ? rows : [];
}

function repeated<Row>(rows: readonly Row[], count: number): readonly Row[] {
  return Array.from({ length: count }, (_, index) => rows[index % rows.length]).filter(
    (row) => row !== undefined,
  );
}

function usageCount(facts: Facts): number {
  let count = 0;
  for (let index = 0; index < facts.customerCount; index += 1) count += facts.usageCountOf(index, undefined);
  return count;
}

/** The rows of an example as rows of a commercial operation, which can be filtered and grouped by their fields. */
function exampleRows(
  { described }: OperationContext,
  rows: readonly Example[],
): RowTable<Example, string, Example, Example> {
  const names = (described.query['groupby']?.items?.enum ?? []).map(String);
  const fields: Fields<Example> = {
    names,
    has: (name): name is string => names.includes(name),
    read: (row, field) => textOf(row[field]),
  };
  return {
    fields,
    factsOf: (facts, index, day) => repeated(rows, facts.usageCountOf(index, day)),
    countOf: (facts, index, day) => (rows.length === 0 ? 0 : facts.usageCountOf(index, day)),
    toRow: (row) => row,
    none: {},
    plus: (sums, row) =>
      Object.fromEntries(
        described.counts.map((name) => [name, Number(sums[name] ?? 0) + Number(row[name] ?? 0)]),
      ),
  };
}
