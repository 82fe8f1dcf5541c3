import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import type { Page } from './pages.ts';

/** Code, which is skipped, or `[text](target)`, whichever begins first. An image has a preceding exclamation mark. */
const codeOrLink = /^```.*?^```$|`[^`\n]*`|(!?)\[((?:[^[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)/gms;

/**
 * Makes the links of a page work on the site: links to other pages stay, and links to anything else in the repository
 * become plain text, because the site has only its pages.
 * @throws Error for a link to a missing file.
 */
export function rewriteLinks(text: string, page: Page, root: string, pages: readonly Page[]): string {
  return text.replaceAll(codeOrLink, (whole: string, image?: string, words = '', target?: string) => {
    if (target === undefined || /^[a-z]+:/i.test(target) || target.startsWith('#')) return whole;
    const [path = '', fragment] = target.split('#');
    const file = relative(root, join(root, dirname(page.path), decodeURI(path)));
    if (!existsSync(join(root, file)))
      throw new Error(`${page.path} links to ${target}, which does not exist.`);
    if (image === '!') return whole;
    const other = pages.find((candidate) => candidate.path === pathOfPage(root, file));
    if (other === undefined) return words;
    const address = relative(dirname(page.path), other.path);
    return `[${words}](${address}${fragment === undefined ? '' : `#${fragment}`})`;
  });
}

/** A folder stands for its README. */
function pathOfPage(root: string, file: string): string {
  return statSync(join(root, file)).isDirectory() ? join(file, 'README.md') : file;
}
