import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** The groups of pages in the order of the navigation, which ends with the modules. */
export const pageGroups = ['Guides', 'Packages', 'Project'] as const;

/** A document of the repository that is a page of the site. */
export interface Page {
  /** Its path from the root of the repository. */
  readonly path: string;
  /** Its name in the site's navigation and address. */
  readonly name: string;
  /** Its purpose in a few words, as a continuation of "how to" or of a name. */
  readonly about: string;
  readonly group: (typeof pageGroups)[number];
}

/** The pages in the order in which a reader needs them. */
const knownPages: readonly Page[] = [
  {
    path: 'README.md',
    name: 'Start',
    about: 'try it in one command, then call it from a program',
    group: 'Guides',
  },
  {
    path: 'packages/cli/README.md',
    name: 'Command line',
    about: 'see usage, write a report and compare both operations, without code',
    group: 'Guides',
  },
  {
    path: 'docs/migrate.md',
    name: 'Migrate',
    about: 'move from the superseded calls to the current one, and prove that the numbers agree',
    group: 'Guides',
  },
  {
    path: 'docs/sign-in.md',
    name: 'Sign in',
    about: 'get tokens, and what to do about each AADSTS code',
    group: 'Guides',
  },
  {
    path: 'docs/history.md',
    name: 'Keep a history',
    about: 'record every snapshot, see what changed, get alerts',
    group: 'Guides',
  },
  {
    path: 'docs/fleet.md',
    name: 'Run a fleet',
    about: 'scan many customers with several workers: when, settings, sizing, failures',
    group: 'Guides',
  },
  {
    path: 'packages/client/README.md',
    name: 'Client',
    about: 'calls, options and errors of the typed client',
    group: 'Packages',
  },
  {
    path: 'packages/history/README.md',
    name: 'History',
    about: 'snapshots kept in a folder or in Postgres, and what changed',
    group: 'Packages',
  },
  {
    path: 'packages/fleet/README.md',
    name: 'Fleet',
    about: 'workers that share a queue of customers',
    group: 'Packages',
  },
  {
    path: 'packages/emulator/README.md',
    name: 'Emulator',
    about: 'a stand-in for the service, for tests and experiments',
    group: 'Packages',
  },
  {
    path: 'spec/README.md',
    name: 'Sources',
    about: 'where each fact of the description comes from',
    group: 'Project',
  },
  {
    path: 'spec/COVERAGE.md',
    name: 'Contract coverage',
    about: 'what the contract tests cover',
    group: 'Project',
  },
  {
    path: 'ARCHITECTURE.md',
    name: 'Architecture',
    about: 'the packages, the path of one call and of one row',
    group: 'Project',
  },
  { path: 'CONTRIBUTING.md', name: 'Contributing', about: 'how to change things', group: 'Project' },
];

/** The existing pages: those listed here, and then every other guide and package README. */
export async function readPages(root: string): Promise<readonly Page[]> {
  const guides = await documentsIn(root, 'docs');
  const packages = await readdir(join(root, 'packages'));
  const readmes = await Promise.all(packages.map((name) => documentsIn(root, `packages/${name}`)));
  const found = [...guides, ...readmes.flat().filter((path) => basename(path) === 'README.md')];
  const all = [
    'README.md',
    'spec/README.md',
    'spec/COVERAGE.md',
    'ARCHITECTURE.md',
    'CONTRIBUTING.md',
    ...found,
  ];
  const known = knownPages.filter(({ path }) => all.includes(path));
  const names = new Set(known.map(({ name }) => name));
  const others = found
    .filter((path) => !known.some((page) => page.path === path))
    .map((path): Page => {
      const isGuide = path.startsWith('docs/');
      const word = isGuide ? basename(path, '.md') : basename(join(path, '..'));
      const name = capitalised(word);
      const isTaken = names.has(name) || (!isGuide && found.includes(`docs/${word}.md`));
      return {
        path,
        name: isTaken ? `${name} ${isGuide ? 'guide' : 'package'}` : name,
        about: isGuide ? `a guide to ${name.toLowerCase()}` : `the ${name.toLowerCase()} package`,
        group: isGuide ? 'Guides' : 'Packages',
      };
    });
  return pageGroups.flatMap((group) => [...known, ...others].filter((page) => page.group === group));
}

/** The paths of the Markdown files directly in a folder. */
async function documentsIn(root: string, folder: string): Promise<readonly string[]> {
  const names = await readdir(join(root, folder));
  return names
    .filter((name) => name.endsWith('.md') && name !== 'CHANGELOG.md')
    .map((name) => `${folder}/${name}`);
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).replaceAll('-', ' ');
}
