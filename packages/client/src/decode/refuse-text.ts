import type { DecodeContext } from './decode-context.ts';

/**
 * @throws {ResponseFormatError} about a body that is not JSON. The error names the kind of text and never shows the
 * text.
 */
export function refuseText(text: string, ctx: DecodeContext): never {
  return ctx.failAt('', 'a complete JSON document', kindOfText(text));
}

/** Names the kind of text of a body that should have been JSON, without showing it. */
export function kindOfText(text: string): string {
  if (text.trim() === '') return 'an empty body';
  if (/^\uFEFF?\s*</.test(text)) return 'an HTML or XML page';
  if (/^\uFEFF?\s*[[{]/.test(text)) return `text of ${text.length} characters that starts like JSON`;
  return `text that is not JSON, of ${text.length} characters`;
}
