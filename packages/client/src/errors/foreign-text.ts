/** The longest foreign text that an error, an event or a log line holds, in characters. */
const maxForeignTextLength = 1_024;

/** How much of a text the regular expressions examine: more than is kept, because redacting shortens it. */
const examinedLength = 4 * maxForeignTextLength;

/** Everything that ends a line, moves a cursor, reverses the writing direction, or is half a character. */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}]+/gu;

/**
 * Makes foreign text safe for a message, a log line or a terminal: without secrets or control characters, on one
 * line, and at most 1,024 characters long. The last one is `…` when something was cut. Takes linear time.
 */
export function cleanForeignText(text: string, secrets: readonly string[] = []): string {
  const known = secrets.reduce(removeSecret, text);
  const clean = redact(known.slice(0, examinedLength)).replace(unprintable, ' ');
  if (known.length <= examinedLength && clean.length <= maxForeignTextLength) return clean;
  return `${clean.slice(0, maxForeignTextLength - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

function removeSecret(text: string, secret: string): string {
  return secret === '' ? text : text.replaceAll(secret, '[redacted]');
}

const bearer = /\bBearer\s+(["']?)[^\s"',;]+/gi;

/** The characters of a JSON web token. A run of them is matched only once. */
const tokenCharacters = /[\w.-]+/g;

/** A quick check, because most texts contain no token. */
const suspicious = /eyJ|bearer/i;

/** Removes everything that looks like a token. Takes linear time. */
export function redact(text: string): string {
  if (!suspicious.test(text)) return text;
  return text.replace(tokenCharacters, redactWebToken).replace(bearer, 'Bearer $1[redacted]');
}

const shortestHeader = 'eyJ'.length + 4;

/** Signed tokens have three parts, encrypted ones five, of which some may be empty. */
function redactWebToken(run: string): string {
  let start = run.indexOf('eyJ');
  while (start !== -1) {
    const dot = run.indexOf('.', start);
    if (dot === -1) return run;
    if (dot - start >= shortestHeader) return `${run.slice(0, start)}[redacted]`;
    start = run.indexOf('eyJ', dot);
  }
  return run;
}
