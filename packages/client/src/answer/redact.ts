const jsonWebToken = /eyJ[\w-]{4,}\.[\w-]+\.?[\w-]*/g;
const bearer = /\bBearer\s+[^\s"',;]+/gi;

/** Removes `token`, and whatever looks like one, from text that came from outside. */
export function redact(text: string, token: string): string {
  return text
    .replaceAll(token, '[redacted]')
    .replace(jsonWebToken, '[redacted]')
    .replace(bearer, 'Bearer [redacted]');
}
