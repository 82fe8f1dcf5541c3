/** Signed ones have three parts, encrypted ones five, of which some may be empty. */
const jsonWebToken = /eyJ[\w-]{4,}(?:\.[\w-]*)+/g;
const bearer = /\bBearer\s+(["']?)[^\s"',;]+/gi;

/** Most texts hold nothing of the kind, and one look tells. */
const suspicious = /eyJ|bearer/i;

/** Removes `token`, when one is known, and whatever looks like one from text that came from outside. */
export function redact(text: string, token?: string): string {
  const known = token === undefined ? text : text.replaceAll(token, '[redacted]');
  if (!suspicious.test(known)) return known;
  return known.replace(jsonWebToken, '[redacted]').replace(bearer, 'Bearer $1[redacted]');
}
