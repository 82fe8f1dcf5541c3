import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Break } from './find-breaks.ts';
import { createReferenceFinder } from './find-references.ts';

const execute = promisify(execFile);

/**
 * The places, as `file:line`, where hand-written code and guides rely on a breaking change: for declarations the
 * compiler's references, and for anything else, and in guides, the occurrences of the name.
 */
export async function findUses(
  root: string,
  breaks: readonly Break[],
): Promise<readonly (readonly string[])[]> {
  const declaredNames = breaks.flatMap(({ declared }) => declared?.member ?? declared?.type ?? []);
  const finder =
    declaredNames.length === 0
      ? undefined
      : createReferenceFinder(root, await filesWith(root, [...new Set(declaredNames)]));
  return await Promise.all(
    breaks.map(async ({ name, declared }) => {
      const inCode =
        declared === undefined || finder === undefined
          ? await grep(root, name, 'packages/*/src/**.ts')
          : finder.find(declared);
      // Code for users first, tests last.
      const places = [...inCode, ...(await grep(root, name, '*.md'))];
      return places.toSorted((left, right) => rank(left) - rank(right));
    }),
  );
}

/** Only files with the name can refer to it. The compiler finds their imports itself. */
async function filesWith(root: string, names: readonly string[]): Promise<readonly string[]> {
  const search = ['grep', '--files-with-matches', '--word-regexp', '--fixed-strings'];
  const patterns = names.flatMap((name) => ['-e', name]);
  return await git(root, ...search, ...patterns, '--', '*.ts', ':(exclude)*.d.ts');
}

const notByHand = ['**/generated/**', '**/CHANGELOG.md', '**/api.md', 'spec/**', '.changeset/**'].map(
  (place) => `:(exclude,glob)${place}`,
);

/** Finds a name as a member, a quoted text, a key, or a parameter in an address. */
async function grep(root: string, name: string, pathspec: string): Promise<readonly string[]> {
  const word = name.replaceAll(/[^\w]/g, (character) => `\\${character}`);
  const pattern = [`\\.${word}\\b`, `['"\`]${word}['"\`]`, `(^|[ {(])${word}:`, `[?&]${word}=`].join('|');
  const search = ['grep', '--line-number', '--extended-regexp', '-I', '-e', pattern, '--', pathspec];
  const found = await git(root, ...search, ...notByHand);
  return found.flatMap((line) => /^[^:]+:\d+/.exec(line)?.[0] ?? []);
}

async function git(root: string, ...args: readonly string[]): Promise<readonly string[]> {
  try {
    const { stdout } = await execute('git', [...args], { cwd: root, maxBuffer: 64 * 1024 * 1024 });
    return stdout.split('\n').filter((line) => line !== '');
  } catch (error) {
    // git grep exits with 1 when it finds nothing.
    if (error instanceof Error && 'code' in error && error.code === 1) return [];
    throw error;
  }
}

function rank(place: string): number {
  if (/(?:^|\/)(?:test|bench)\//.test(place)) return 2;
  return /\.ts:/.test(place) ? 0 : 1;
}
