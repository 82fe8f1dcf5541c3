import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { findDeadLinks } from '../site/dead-links.ts';
import { entryPointsOf } from '../site/entry-points.ts';
import { llmsTxt } from '../site/llms-txt.ts';
import { pages } from '../site/pages.ts';
import { rewriteLinks } from '../site/rewrite-links.ts';

const root = join(import.meta.dirname, '../..');
const home = { path: 'README.md', name: 'Start', about: '' };
const guide = { path: 'docs/migrate.md', name: 'Migrate', about: '' };
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
    const spec = { path: 'spec/README.md', name: 'Sources', about: '' };
    expect(rewriteLinks('[spec](../spec)', guide, root, [...both, spec])).toBe('[spec](../spec/README.md)');
  });

  test('to what does not exist is refused', () => {
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

  test('refuses to pass where there is no site', async () => {
    await expect(findDeadLinks(folder)).rejects.toThrow('There is no site');
  });

  test('refuses to pass where there is no link', async () => {
    await writeFile(join(folder, 'index.html'), '<p>nothing</p>');
    await expect(findDeadLinks(folder)).rejects.toThrow('links to nothing');
  });
});

test('the modules are those that users import', async () => {
  const specifiers = (await entryPointsOf(join(root, 'packages/client'))).map(({ specifier }) => specifier);
  expect(specifiers).toEqual(
    expect.arrayContaining([
      '@licenses-usage/client',
      '@licenses-usage/client/migrate',
      '@licenses-usage/client/auth',
    ]),
  );
});

test('a package that exports no module is refused', async () => {
  await writeFile(
    join(folder, 'package.json'),
    '{ "name": "a", "exports": { "./package.json": "./package.json" } }',
  );
  await expect(entryPointsOf(folder)).rejects.toThrow('exports no module');
});

test('llms.txt has every page and module', () => {
  const text = llmsTxt(pages, [{ specifier: '@licenses-usage/client', source: '' }]);
  for (const { path, name } of pages) expect(text).toContain(`[${name}](${path})`);
  expect(text).toContain('- `@licenses-usage/client`');
});
