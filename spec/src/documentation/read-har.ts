import { isRecord } from '../is-record.ts';

/** A documented request with its answer, reduced to what the checks need. */
export interface DocumentedExchange {
  /** Its page, and the corrections. */
  readonly comment: string;
  readonly method: string;
  readonly url: string;
  readonly status: number;
  /** The headers of the answer, by lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
}

/**
 * Reads the exchanges of a HAR file.
 *
 * @throws Error when the text is not a HAR, has no exchange, or has one without a comment or an answer.
 */
export function readHar(text: string): readonly DocumentedExchange[] {
  const har: unknown = JSON.parse(text);
  const entries = isRecord(har) && isRecord(har['log']) ? har['log']['entries'] : undefined;
  if (!Array.isArray(entries)) throw new Error('The file is no HAR: it has no list log.entries.');
  if (entries.length === 0) throw new Error('The HAR holds no exchange, so there is nothing to check.');
  return entries.map((entry: unknown, index) => readEntry(entry, index));
}

function readEntry(entry: unknown, index: number): DocumentedExchange {
  const { comment, request, response } = isRecord(entry) ? entry : {};
  if (typeof comment !== 'string' || comment === '') {
    throw new Error(`Exchange ${index + 1} has no comment. Name its page, and what was corrected and why.`);
  }
  const { method, url } = isRecord(request) ? request : {};
  const { status, headers } = isRecord(response) ? response : {};
  if (typeof method !== 'string' || typeof url !== 'string' || typeof status !== 'number') {
    throw new Error(`Exchange ${index + 1} lacks a method, an address or a status.`);
  }
  return { comment, method, url, status, headers: readHeaders(headers) };
}

function readHeaders(headers: unknown): Map<string, string> {
  const list = Array.isArray(headers) ? headers.filter(isRecord) : [];
  return new Map(list.map(({ name, value }) => [String(name).toLowerCase(), String(value)]));
}
