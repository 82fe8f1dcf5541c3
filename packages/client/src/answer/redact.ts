/** Signed ones have three parts, encrypted ones five, of which some may be empty. */
const jsonWebToken = /eyJ[\w-]{4,}(?:\.[\w-]*)+/g;
const bearer = /\bBearer\s+(["']?)[^\s"',;]+/gi;

/** Removes `token`, when one is known, and whatever looks like one from text that came from outside. */
export function redact(text: string, token?: string): string {
  return (token === undefined ? text : text.replaceAll(token, '[redacted]'))
    .replace(jsonWebToken, '[redacted]')
    .replace(bearer, 'Bearer $1[redacted]');
}
