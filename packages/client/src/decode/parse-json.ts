import type { DecodeContext } from './decode-context.ts';

/**
 * Parses the body of a success.
 * @throws {ResponseFormatError} naming what kind of text it was, never the text.
 */
export function parseJson(text: string, ctx: DecodeContext): unknown {
  try {
    return JSON.parse(withoutByteOrderMark(text));
  } catch {
    return ctx.failAt('', 'a complete JSON document', kindOfText(text));
  }
}

/** `TextDecoder` strips the mark; a transport that decodes by itself may hand it over. */
export function withoutByteOrderMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

export function kindOfText(text: string): string {
  if (text.trim() === '') return 'an empty body';
  if (/^\uFEFF?\s*</.test(text)) return 'an HTML or XML page';
  if (/^\uFEFF?\s*[[{]/.test(text)) return `text of ${text.length} characters that starts like JSON`;
  return `text that is not JSON, of ${text.length} characters`;
}

/** Whether a parsed JSON value is an object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
