/**
 * The path and query in readable form. Leaves out the values of filters, which may be names of real customers, and
 * unknown parameters.
 */
export function addressForLog(address: string): string {
  const url = new URL(address);
  const known = [...url.searchParams].filter(([name]) =>
    ['top', 'skip', 'groupby', 'processeddatetime', 'size', 'seekoperation', 'filter'].includes(
      name.toLowerCase(),
    ),
  );
  const query = known.map(([name, value]) => `${name}=${withoutControls(withoutLiterals(value))}`).join('&');
  return url.pathname + (query === '' ? '' : `?${query}`);
}

function withoutLiterals(value: string): string {
  return value
    .replaceAll(/'(?:[^']|'')*'?/g, "'…'")
    .replaceAll(/"Value"\s*:\s*"(?:[^"\\]|\\.)*"?/g, '"Value":"…"');
}

/** Replaces control characters, so that a log line stays one line. */
function withoutControls(value: string): string {
  return value.replaceAll(/\p{Cc}/gu, '·');
}
