import { isObject, type JsonObject } from '../../documents/json.ts';
import type { Answer, Exchange } from './exchange.ts';

/** The rows of a successful answer, in any envelope; absent when it is not a success or has no list of rows. */
export function listIn({ answer }: Exchange): readonly JsonObject[] | undefined {
  if (answer?.status !== 200 || !isObject(answer.body)) return undefined;
  const { items, Value, value } = answer.body;
  const rows = items ?? Value ?? value;
  return Array.isArray(rows) ? rows.filter(isObject) : undefined;
}

/** The rows of an answer; empty if it has no list of rows. */
export function rowsOf(exchange: Exchange): readonly JsonObject[] {
  return listIn(exchange) ?? [];
}

/** The number of matching rows over all pages; absent when the answer does not say. */
export function totalOf({ answer }: Exchange): number | undefined {
  const body = answer?.status === 200 && isObject(answer.body) ? answer.body : {};
  const total = body['TotalCount'] ?? body['totalCount'];
  return typeof total === 'number' ? total : undefined;
}

export function textAt(row: JsonObject | undefined, name: string): string | undefined {
  const value = row?.[name];
  return typeof value === 'string' ? value : undefined;
}

export function numberAt(row: JsonObject, name: string): number | undefined {
  const value = row[name];
  return typeof value === 'number' ? value : undefined;
}

/** The outcome of a question, as a part of a sentence. */
export function outcomeOf({ answer, failure }: Exchange): string {
  return answer === undefined ? `no answer (${failure ?? 'unknown'})` : describeAnswer(answer);
}

function describeAnswer({ status, size, body }: Answer): string {
  if (size === 0) return `${status} with an empty body`;
  if (body === undefined) return `${status} with a body that is no JSON`;
  const code = isObject(body) && status !== 200 ? String(body['code']) : '';
  return /^\d{1,7}$/.test(code) ? `${status}, code ${code}` : String(status);
}
