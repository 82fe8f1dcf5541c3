import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { findDeadLinks } from '../site/dead-links.ts';
import { entryPointsIn } from '../site/entry-points.ts';
import { landing } from '../site/landing.ts';
import { llmsTxt } from '../site/llms-txt.ts';
import { readPages } from '../site/pages.ts';
import { rewriteLinks } from '../site/rewrite-links.ts';
import { onSite, resolveSiteLinks } from '../site/site-links.ts';

const root = join(import.meta.dirname, '../..');
const home = { path: 'README.md', name: 'Start', about: '', group: 'Guides' } as const;
const guide = { path: 'docs/migrate.md', name: 'Migrate', about: '', group: 'Guides' } as const;
const both = [home, guide];

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'site-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('a link of a guide', () => {
  test.each([
    ['[guide](docs/migrate.md#fields)', '[guide](docs/migrate.md#fields)'],
    ['[there](https://example.com/a)', '[there](https://example.com/a)'],
    ['[below](#use-it)', '[below](#use-it)'],
    ['[sources](packages/client/src)', 'sources'],
    ['[`code`](packages/client/src)', '`code`'],
    ['`[code](nowhere.md)`', '`[code](nowhere.md)`'],
  ])('%s becomes %s', (text, expected) => {
    expect(rewriteLinks(text, home, root, both)).toBe(expected);
  });

  test('to a folder leads to its README', () => {
    const spec = { path: 'spec/README.md', name: 'Sources', about: '', group: 'Project' } as const;
    expect(rewriteLinks('[spec](../spec)', guide, root, [...both, spec])).toBe('[spec](../spec/README.md)');
  });

  test('to a missing file is refused', () => {
    expect(() => rewriteLinks('[gone](gone.md)', home, root, both)).toThrow(
      'README.md links to gone.md, which does not exist.',
    );
  });
});

describe('the search for dead links', () => {
  test('names page and target, and fragments too', async () => {
    await writeFile(
      join(folder, 'index.html'),
      '<a href="next.html">next</a> <a href="gone.html">gone</a> <a href="https://example.invalid/">out</a>',
    );
    await writeFile(
      join(folder, 'next.html'),
      '<h1 id="here">here</h1><a href="#here">1</a> <a href="#not">2</a>',
    );
    const deadLinks = await findDeadLinks(folder);
    expect(deadLinks.map(({ target }) => target).sort()).toEqual(['gone.html', 'next.html#not']);
  });

  test('fails when there is no site', async () => {
    await expect(findDeadLinks(folder)).rejects.toThrow('There is no site');
  });

  test('fails when there are no links', async () => {
    await writeFile(join(folder, 'index.html'), '<p>nothing</p>');
    await expect(findDeadLinks(folder)).rejects.toThrow('links to nothing');
  });
});

test('the modules are those that users import', async () => {
  const specifiers = (await entryPointsIn(join(root, 'packages'))).map(({ specifier }) => specifier);
  expect(specifiers).toEqual(
    expect.arrayContaining([
      '@licenses-usage/client',
      '@licenses-usage/client/migrate',
      '@licenses-usage/client/auth',
      '@licenses-usage/emulator',
    ]),
  );
  expect(specifiers.filter((specifier) => specifier.includes('cli/'))).toEqual([]);
});

test('packages that export no module are refused', async () => {
  await mkdir(join(folder, 'a'));
  const manifest = '{ "name": "a", "exports": { "./package.json": "./package.json" } }';
  await writeFile(join(folder, 'a/package.json'), manifest);
  await expect(entryPointsIn(folder)).rejects.toThrow('exports a module');
});

describe('the pages', () => {
  test('are guides first, then packages, then the project', async () => {
    const pages = await readPages(root);
    expect(pages[0]).toMatchObject({ path: 'README.md', group: 'Guides' });
    expect(pages.at(-1)).toMatchObject({ path: 'CONTRIBUTING.md', group: 'Project' });
    expect(new Set(pages.map(({ name }) => name)).size).toBe(pages.length);
    const groups = pages.map(({ group }) => group).filter((group, index, all) => group !== all[index - 1]);
    expect(groups).toEqual(['Guides', 'Packages', 'Project']);
  });

  test('include a new guide and a new package', async () => {
    for (const path of ['docs/proxy-servers.md', 'docs/partners.md', 'packages/partners/README.md']) {
      await mkdir(join(folder, path, '..'), { recursive: true });
      await writeFile(join(folder, path), '# A title\n');
    }
    const pages = await readPages(folder);
    const named = pages.map(({ name, path, group }) => [name, path, group]);
    expect(named).toEqual(
      expect.arrayContaining([
        ['Partners', 'docs/partners.md', 'Guides'],
        ['Proxy servers', 'docs/proxy-servers.md', 'Guides'],
        ['Partners package', 'packages/partners/README.md', 'Packages'],
      ]),
    );
  });

  test('are all in llms.txt and on the front page, with every module', async () => {
    const pages = await readPages(root);
    const modules = [{ specifier: '@licenses-usage/client', source: '' }];
    const front = landing(await readFile(join(root, 'README.md'), 'utf8'), pages, modules);
    for (const text of [llmsTxt(pages, modules), front]) {
      for (const { path, name } of pages) expect(text).toContain(`[${name}](${path})`);
      expect(text).toContain('`@licenses-usage/client`');
    }
    expect(front).toContain('npx -y pnpm@12 cli usage --demo');
    expect(front).toContain('npx -y pnpm@12 sample');
  });
});

test('a link to what the site adds leads there from every page', () => {
  const link = `<a href="${onSite('rest/index.html')}" class="external" target="_blank">REST</a>`;
  expect(resolveSiteLinks(link, 'index.html')).toBe('<a href="rest/index.html">REST</a>');
  expect(resolveSiteLinks(link, 'documents/Start.html')).toBe('<a href="../rest/index.html">REST</a>');
});
