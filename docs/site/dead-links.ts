import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { LinkChecker, LinkState } from 'linkinator';

import { restReference } from './site-links.ts';

/** A dead link of the site. */
export interface DeadLink {
  readonly page: string;
  readonly target: string;
}

/**
 * Follows every link of the site from its front page, including fragments. External links are not followed, because
 * other servers must not fail a build.
 * @throws Error when there is no site, or it has no links.
 */
export async function findDeadLinks(site: string): Promise<readonly DeadLink[]> {
  if (!existsSync(join(site, 'index.html'))) throw new Error(`There is no site in ${site}: build it first.`);
  const { links } = await new LinkChecker().check({
    path: '.',
    serverRoot: site,
    recurse: true,
    checkFragments: true,
    checkCss: true,
    linksToSkip: [String.raw`^https?://(?!127\.0\.0\.1:)`, '^mailto:'],
    concurrency: 8,
  });
  const followed = links.filter(({ state }) => state !== LinkState.SKIPPED);
  if (followed.length < 2) throw new Error(`The front page of ${site} links to nothing.`);
  return (
    followed
      .filter(({ state }) => state === LinkState.BROKEN)
      .map(({ parent = 'index.html', url }) => ({ page: pathOf(parent), target: pathOf(url) }))
      // The browser sets the targets of its links, and a test follows them there.
      .filter(({ page }) => page !== restReference)
  );
}

function pathOf(url: string): string {
  return url.replace(/^http:\/\/127\.0\.0\.1:\d+\//, '');
}
