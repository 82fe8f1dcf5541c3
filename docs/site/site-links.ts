/** The path of the REST reference on the site. */
export const restReference = 'rest/index.html';

/** TypeDoc takes a relative link for one to a source file, so links to what the site adds begin with this until a page is written. */
const placeholder = 'https://site.invalid/';

/** The address for a link to a file of the site, seen from its root. */
export function onSite(file: string): string {
  return placeholder + file;
}

/** Makes the placeholders of a written page relative, wherever the page lies. */
export function resolveSiteLinks(contents: string, url: string): string {
  const toRoot = '../'.repeat(url.split('/').length - 1);
  return contents
    .replaceAll(
      /<a href="https:\/\/site\.invalid\/([^"]*)"[^>]*>/g,
      (_, file) => `<a href="${toRoot}${file}">`,
    )
    .replaceAll(placeholder, toRoot);
}
