const printableAscii = /^[\x21-\x7e]+$/;

/** Whether a value can be a token or a secret: text that a header and a form take, without spaces or line ends. */
export function isTokenText(value: unknown): value is string {
  return typeof value === 'string' && printableAscii.test(value);
}
