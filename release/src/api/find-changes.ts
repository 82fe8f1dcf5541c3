import type { Bump } from '@licenses-usage/spec/semver/bump';
import type { ApiReport } from './api-report.ts';
import type { Declaration } from './declaration.ts';

/** One difference between the former and the current exports of a package. */
export interface ApiChange {
  readonly bump: Bump;
  /** The place of the difference, such as `@licenses-usage/client: createClient`. */
  readonly place: string;
  readonly verdict: string;
}

/** The differences between two reports of a package, each rated by the version increase that it requires. */
export function findApiChanges(before: ApiReport, after: ApiReport): readonly ApiChange[] {
  const named = (report: ApiReport) => new Map(report.unexported.map(({ name, text }) => [name, text]));
  return [
    ...compare(exportsOf(before), exportsOf(after)),
    // These can't be imported. They matter only if both reports have them, as parts of exported types.
    ...compare(named(before), named(after)).filter(({ verdict }) => verdict.startsWith('changed')),
  ];
}

function exportsOf({ ways, modules }: ApiReport): ReadonlyMap<string, string> {
  const declarations = modules.flatMap(({ specifier, declarations: all }) =>
    all.map(({ name, text }: Declaration): [string, string] => [`${specifier}: ${name}`, text]),
  );
  const paths = [...ways, ...modules.map(({ specifier }) => specifier)];
  return new Map([...paths.map((path): [string, string] => [path, '']), ...declarations]);
}

function compare(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly ApiChange[] {
  const places = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  return places.flatMap((place) => {
    const [was, is] = [before.get(place), after.get(place)];
    if (was === is) return [];
    if (was === undefined) return [{ bump: 'minor', place, verdict: 'added' }];
    if (is === undefined) return [{ bump: 'major', place, verdict: 'removed' }];
    return [{ place, ...rateChange(was, is) }];
  });
}

const optionalMember = /^\s+(?:readonly )?[\w$]+\?: .*;$/;
const deprecation = /^\s*\/\/ @deprecated$/;

/** New optional members of an interface don't break compilation. */
function rateChange(before: string, after: string): Pick<ApiChange, 'bump' | 'verdict'> {
  const [was, is] = [before.split('\n'), after.split('\n')];
  const added = addedLines(was, is);
  if (added?.every((line) => deprecation.test(line)) === true) {
    return { bump: 'minor', verdict: 'changed: it is deprecated' };
  }
  const isInterface = was.some((line) => /^(?:export )?interface /.test(line));
  if (isInterface && added?.every((line) => optionalMember.test(line) || deprecation.test(line)) === true) {
    return { bump: 'minor', verdict: 'changed: it has more optional members' };
  }
  return { bump: 'major', verdict: 'changed' };
}

/** The additional lines; undefined when there are other differences. */
function addedLines(was: readonly string[], is: readonly string[]): readonly string[] | undefined {
  const added: string[] = [];
  let next = 0;
  for (const line of is) {
    if (line === was[next]) next += 1;
    else added.push(line);
  }
  return next === was.length ? added : undefined;
}
