import { type Answer, isJson } from '../answer/answer.ts';
import { legacyJson } from '../answer/legacy-json.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(answer: Answer): JsonObject | undefined {
  if (!isJson(answer) || answer.body === '') return undefined;
  try {
    const body: unknown = JSON.parse(answer.body);
    return isJsonObject(body) ? body : undefined;
  } catch {
    // Another fault has already made it unreadable.
    return undefined;
  }
}

/** Edits the body of an answer that is a JSON object, whatever its status. */
export function editBody(answer: Answer, edit: (body: JsonObject) => JsonObject): Answer {
  const body = parsed(answer);
  return body === undefined ? answer : { ...answer, body: legacyJson(edit(body)) };
}

/** Edits the body of a successful answer only. */
export function editSuccess(answer: Answer, edit: (body: JsonObject) => JsonObject): Answer {
  return answer.status === 200 ? editBody(answer, edit) : answer;
}

/** Edits each row of a successful answer, in either kind of envelope. */
export function editRows(answer: Answer, edit: (row: JsonObject) => JsonObject): Answer {
  return editSuccess(answer, (body) => {
    const key = ['Value', 'value', 'items'].find((name) => name in body) ?? 'items';
    const rows = body[key];
    return Array.isArray(rows)
      ? { ...body, [key]: rows.map((row: unknown) => (isJsonObject(row) ? edit(row) : row)) }
      : body;
  });
}

/** Edits the text of a successful JSON answer, for what can't be written by a JSON library. */
export function editText(answer: Answer, pattern: RegExp, replacement: string): Answer {
  return answer.status === 200 && isJson(answer)
    ? { ...answer, body: answer.body.replace(pattern, replacement) }
    : answer;
}
