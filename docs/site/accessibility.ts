/**
 * What TypeDoc's own theme leaves out for readers with a keyboard or a screen reader: a main landmark, a name for
 * each navigation, and tables that can be scrolled without a mouse.
 * @throws Error when a page no longer needs a fix, so that this code is reviewed after an update.
 */
export function makeAccessible(contents: string): string {
  const mended = contents
    .replace('<div class="col-content">', '<div class="col-content" role="main">')
    .replace('<div class="page-menu">', '<div class="page-menu" role="complementary" aria-label="This page">')
    .replace('<nav id="tsd-sidebar-links"', '<nav id="tsd-sidebar-links" aria-label="Links"')
    .replaceAll('<table>', '<div class="table" tabindex="0"><table>')
    .replaceAll('</table>', '</table></div>');
  if (!mended.includes('role="main"')) throw new Error('A page of TypeDoc has no content column any more.');
  return mended;
}
