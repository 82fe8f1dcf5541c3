import { kindOf } from './decode-context.ts';
import { isRecord, parseJson } from '../input/values.ts';

/** The contents of a fault, the same for every shape that the service uses. */
export interface Fault {
  readonly code: string | undefined;
  readonly description: string | undefined;
  readonly source: string | undefined;
  readonly details: readonly unknown[];
}

/** How many values of `details` are kept. */
const maxDetails = 100;

/**
 * Reads a fault from the text of an error answer; `undefined` when the text holds none. `clean` is applied to every
 * text and key that is kept. It runs after parsing, because JSON can spell a secret as `\u0061…`.
 */
export function parseFault(
  body: string,
  clean: (text: string) => string = (said) => said,
): Fault | undefined {
  const fault = readFault(parseJson(body));
  if (fault === undefined) return undefined;
  const { code: said, description, source, details } = fault;
  return {
    code: said === undefined ? undefined : clean(said),
    description: description === undefined ? undefined : clean(description),
    source: source === undefined ? undefined : clean(source),
    details: cleanList(details, clean, { left: maxDetails }),
  };
}

/** Whether a body is an HTML or XML page, which the service does not send. */
export function isPage(body: string): boolean {
  return /^\uFEFF?\s*</.test(body);
}

/** Names the kind of text of a body that holds no answer, without showing it. */
export function kindOfText(body: string): string {
  if (body.trim() === '') return 'an empty body';
  if (isPage(body)) return 'an HTML or XML page';
  const value = parseJson(body);
  if (value !== undefined) return `JSON, ${kindOf(value)}`;
  return /^\uFEFF?\s*[[{]/.test(body)
    ? `text of length ${body.length} that starts like JSON`
    : `text of length ${body.length} that is not JSON`;
}

/** Cleans values until the budget is used up, and marks the cut with `…`. */
function cleanList(
  values: readonly unknown[],
  clean: (text: string) => string,
  budget: { left: number },
): unknown[] {
  const kept: unknown[] = [];
  for (const value of values) {
    if (budget.left === 0) return [...kept, '…'];
    budget.left -= 1;
    kept.push(cleanValue(value, clean, budget));
  }
  return kept;
}

function cleanValue(value: unknown, clean: (text: string) => string, budget: { left: number }): unknown {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return cleanList(value, clean, budget);
  if (!isRecord(value)) return value;
  const keys = Object.keys(value);
  const held = cleanList(Object.values(value), clean, budget);
  return Object.fromEntries(held.map((kept, index) => [clean(keys[index] ?? ''), kept]));
}

/** Recognises every shape of fault that the service, and the components in front of it, are known to send. */
export function readFault(body: unknown): Fault | undefined {
  if (!isRecord(body)) return undefined;
  return (
    readAnalyticsFault(body) ??
    readNestedFault(body) ??
    readTokenFault(body) ??
    readGatewayFault(body) ??
    readApiFault(body)
  );
}

const listKeys = new Set(['items', 'value']);

/** Whether a body is a fault rather than a list, whatever its status said. */
export function isFaultOnly(body: unknown): boolean {
  if (!isRecord(body)) return false;
  return !Object.keys(body).some((key) => listKeys.has(key.toLowerCase())) && readFault(body) !== undefined;
}

/** The analytics platform's shape: the outer code is the HTTP reason, the inner one says what happened. */
function readAnalyticsFault(body: Record<string, unknown>): Fault | undefined {
  const inner = body['innererror'];
  if (!isRecord(inner)) return undefined;
  const details = [inner['data'], inner['details'], body['details'], body['data']].flatMap(list);
  const [first] = details;
  return {
    code: code(inner['code']) ?? code(body['code']),
    description: text(first) ?? text(inner['message']) ?? text(body['message']),
    source: text(inner['source']) ?? text(body['source']),
    details,
  };
}

/** The shape of Microsoft's REST guidelines: everything one level down, under `error`. */
function readNestedFault(body: Record<string, unknown>): Fault | undefined {
  const { error } = body;
  if (!isRecord(error)) return undefined;
  return {
    code: code(error['code']),
    description: text(error['message']),
    source: text(error['source']),
    details: [...list(error['details']), ...list(error['innerError'])],
  };
}

/** The shape of Entra's token endpoint, and of gateways that answer with `error` alone. */
function readTokenFault(body: Record<string, unknown>): Fault | undefined {
  const error = text(body['error']);
  if (error === undefined) return undefined;
  const description = text(body['error_description']);
  return {
    code: description === undefined ? undefined : error,
    description: description ?? error,
    source: undefined,
    details: list(body['error_codes']),
  };
}

/** The shape of the API gateway, which also answers when a limit is exceeded. */
function readGatewayFault(body: Record<string, unknown>): Fault | undefined {
  const statusCode = code(body['statusCode']);
  if (statusCode === undefined) return undefined;
  return { code: statusCode, description: text(body['message']), source: undefined, details: [] };
}

function readApiFault(body: Record<string, unknown>): Fault | undefined {
  const faultCode = code(body['code']);
  const description = text(body['description']) ?? text(body['message']);
  if (faultCode === undefined && description === undefined) return undefined;
  return {
    code: faultCode,
    description,
    source: text(body['source']),
    details: [...list(body['data']), ...list(body['parameters'])],
  };
}

/** Codes are numbers in some answers and text in others. */
function code(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : text(value);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function list(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
