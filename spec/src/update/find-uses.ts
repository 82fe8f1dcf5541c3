import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** The places, as `file:line`, where code and guides written by hand use a name. */
export async function findUses(root: string, name: string): Promise<readonly string[]> {
  const pathspecs = [
    '*.ts',
    '*.md',
    ...['**/generated/**', '**/CHANGELOG.md', '**/api.md', 'spec/*'].map(exclude),
  ];
  try {
    const { stdout } = await execute(
      'git',
      ['grep', '--line-number', '--word-regexp', '--fixed-strings', '-I', '-e', name, '--', ...pathspecs],
      { cwd: root, maxBuffer: 64 * 1024 * 1024 },
    );
    const places = stdout.split('\n').flatMap((line) => /^[^:]+:\d+/.exec(line)?.[0] ?? []);
    // What users run first, what only tests it last.
    return places.toSorted((left, right) => rank(left) - rank(right));
  } catch (error) {
    // git grep exits with 1 where it finds nothing.
    if (error instanceof Error && 'code' in error && error.code === 1) return [];
    throw error;
  }
}

function exclude(pathspec: string): string {
  return `:(exclude,glob)${pathspec}`;
}

function rank(place: string): number {
  if (/\/(test|bench)\//.test(place)) return 2;
  return /\.ts:/.test(place) ? 0 : 1;
}
