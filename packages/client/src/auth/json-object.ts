import { isRecord } from '../decode/is-record.ts';
import { kindOfText, withoutByteOrderMark } from '../decode/parse-json.ts';

/** The text of an answer: as the JSON object it should be, or what it is instead, without showing it. */
export type JsonObject =
  | { readonly body: Readonly<Record<string, unknown>>; readonly kind?: never }
  | { readonly body?: never; readonly kind: string };

export function parseJsonObject(text: string): JsonObject {
  try {
    const body: unknown = JSON.parse(withoutByteOrderMark(text));
    return isRecord(body) ? { body } : { kind: 'JSON that is not an object' };
  } catch {
    return { kind: kindOfText(text) };
  }
}
