import { join } from 'node:path';

import { findDeadLinks } from './dead-links.ts';

const deadLinks = await findDeadLinks(join(import.meta.dirname, '../.dist'));
for (const { page, target } of deadLinks) console.error(`${page} links to ${target}, which does not exist.`);
if (deadLinks.length > 0) {
  console.error('Repair the link in the guide or docstring that the page is made of, and build again.');
  process.exitCode = 1;
}
