/** What a transport threw, in words. `fetch` says no more than "fetch failed"; the reason is in the chain of causes. */
export function describeThrown(thrown: unknown): string {
  const parts: string[] = [];
  for (let error = thrown; error instanceof Error && parts.length < 4; error = error.cause) {
    const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
    const message = error.message.includes(code) ? error.message : `${code} ${error.message}`.trim();
    if (message !== '') parts.push(message);
  }
  return parts.join(': ') || 'for a reason that was not given';
}
