import { type Answer, legacyJson } from '../call/answer.ts';
import type { Call } from '../call/call.ts';

export interface FaultContext {
  readonly call: Call;
  readonly at: Date;
  /** The answer for the same caller at another address of the operation. */
  readonly answerAt: (url: URL) => Answer;
}

/** Something that goes wrong, or differs, in the real service's answers or in their delivery. */
export interface Fault {
  /** What it does, in one sentence for the list of faults. */
  readonly summary: string;
  /** Applies the fault to the answer. Returns the answer unchanged if the fault does not apply to it. */
  readonly apply: (answer: Answer, context: FaultContext) => Answer;
}

/** A group of faults by name. */
export type FaultGroup<Name extends string = string> = Readonly<Record<Name, Fault>>;

/** Types a group only by the names of its faults. */
export function faultGroup<Name extends string>(group: FaultGroup<Name>): FaultGroup<Name> {
  return group;
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed({ body }: Answer): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // Empty, or the page of a proxy: there is nothing to edit.
    return undefined;
  }
}

/** Edits the body of an answer that is a JSON object, whatever its status. */
export function editBody(answer: Answer, edit: (body: JsonObject) => JsonObject): Answer {
  const body = parsed(answer);
  return isJsonObject(body) ? { ...answer, body: legacyJson(edit(body)) } : answer;
}

/** Edits the body of a successful answer only. */
export function editSuccess(answer: Answer, edit: (body: JsonObject) => JsonObject): Answer {
  return answer.status === 200 ? editBody(answer, edit) : answer;
}

/** Edits each row of a successful answer, in either kind of envelope. */
export function editRows(answer: Answer, edit: (row: JsonObject) => JsonObject): Answer {
  return editSuccess(answer, (body) => {
    const key = ['Value', 'value'].find((name) => name in body) ?? 'items';
    const rows = body[key];
    return Array.isArray(rows)
      ? { ...body, [key]: rows.map((row: unknown) => (isJsonObject(row) ? edit(row) : row)) }
      : body;
  });
}

/**
 * The same address at another origin. A listening emulator also answers there, under the machine's other name, so
 * that a test can see in `requests` whether the token was sent.
 */
export function otherOrigin(url: URL): string {
  const names: Readonly<Record<string, string>> = { '127.0.0.1': 'localhost', localhost: '127.0.0.1' };
  const other = names[url.hostname];
  return other === undefined ? 'https://another-origin.example' : url.origin.replace(url.hostname, other);
}
