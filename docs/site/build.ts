import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { writeApiReference } from './api-reference.ts';
import { entryPointsIn } from './entry-points.ts';
import { landing } from './landing.ts';
import { llmsTxt } from './llms-txt.ts';
import { readPages } from './pages.ts';
import { writeRestReference } from './rest-reference.ts';
import { rewriteLinks } from './rewrite-links.ts';
import { restReference } from './site-links.ts';

const root = join(import.meta.dirname, '../..');
const out = join(import.meta.dirname, '../.dist');
const drafts = join(import.meta.dirname, '../.drafts');

await rm(out, { recursive: true, force: true });
await rm(drafts, { recursive: true, force: true });

/** The images of the pages, at the paths that the pages use. */
const images = [
  'bench/small-answer.svg',
  'packages/cli/pictures/report.png',
  'packages/cli/pictures/terminal.svg',
];
for (const image of images) await cp(join(root, image), join(drafts, image));

const pages = await readPages(root);
const documents = await Promise.all(
  pages.map(async (page) => {
    const text = rewriteLinks(await readFile(join(root, page.path), 'utf8'), page, root, pages);
    const file = join(drafts, page.path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `---\ntitle: ${page.name}\n---\n\n${text}`);
    return file;
  }),
);

const entryPoints = await entryPointsIn(join(root, 'packages'));
const frontPage = join(drafts, 'landing.md');
await writeFile(frontPage, landing(await readFile(join(root, 'README.md'), 'utf8'), pages, entryPoints));
await writeApiReference({
  entryPoints,
  frontPage,
  documents,
  tsconfig: join(import.meta.dirname, 'tsconfig.json'),
  out,
});

const description = join(root, 'spec/openapi.yaml');
await writeRestReference(description, join(out, restReference));

for (const path of [...images, ...pages.map((page) => page.path)])
  await cp(join(drafts, path), join(out, path), { recursive: true });
await cp(description, join(out, 'openapi.yaml'));
await writeFile(join(out, 'llms.txt'), llmsTxt(pages, entryPoints));
await rm(drafts, { recursive: true });
