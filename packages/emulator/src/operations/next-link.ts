/** Characters that would change where a value ends, were they sent as they are. */
const structural = /[%&#+\p{Cc}]/gu;

/**
 * The address of the next page as the analytics platform writes it: relative to this page's, with blanks, quotes and everything
 * else that a reader can take for itself left as it is.
 */
export function nextLink(url: URL, top: number, skip: number): string {
  const kept = [...url.searchParams].filter(([name]) => !/^(?:top|skip)$/i.test(name));
  const parameters = [...kept, ['top', String(top)], ['skip', String(skip)]];
  const query = parameters.map((pair) => pair.map(escapeStructural).join('=')).join('&');
  return `${url.pathname}?${query}`;
}

function escapeStructural(text: string | undefined): string {
  return text?.replace(structural, encodeURIComponent) ?? '';
}
