/**
 * Writes query parameters the way the service reads them: lists joined by commas, blanks as `%20` and never as `+`,
 * what is undefined left out.
 */
export function serialiseQuery(query: object): string {
  return Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(
      ([name, value]) =>
        `${encode(name)}=${Array.isArray(value) ? value.map(encode).join(',') : encode(value)}`,
    )
    .join('&');
}

function encode(value: unknown): string {
  return encodeURIComponent(String(value)).replaceAll("'", '%27');
}
