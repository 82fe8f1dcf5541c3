import { refuse } from '../errors/configuration-error.ts';

/** Names that other libraries use, by the place and the name that this one has for them. */
const elsewhere: Readonly<Record<string, string>> = {
  signal: 'requestOptions.abortSignal',
  abortsignal: 'requestOptions.abortSignal',
  timeout: 'requestOptions.totalTimeoutInMs',
  timeoutms: 'requestOptions.totalTimeoutInMs',
  timeoutinms: 'requestOptions.totalTimeoutInMs',
  retries: 'requestOptions.maxRetries',
  retry: 'requestOptions.maxRetries',
  pagesize: 'requestOptions.maxPageSize',
  maxpagesize: 'requestOptions.maxPageSize',
  limit: 'query.top',
  offset: 'query.skip',
  top: 'query.top',
  skip: 'query.skip',
  filter: 'query.filter',
  groupby: 'query.groupBy',
  processeddatetime: 'query.processedDateTime',
  continuationtoken: 'settings.continuationToken of byPage()',
};

/**
 * Requires that a query has no names but these. An unknown one would be left out, and rows listed that were not asked
 * for.
 * @throws {ConfigurationError} naming the first unknown one, and the name that may be meant.
 */
export function requireQueryNames(query: object, known: readonly string[]): void {
  const unknown = namesOf(query).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const meant = nameFor(unknown, 'query', known) ?? '{ top: 100 }';
  refuseName('query', unknown, `one of ${known.join(', ')}`, meant);
}

/**
 * Refuses options that are misspelt or in the wrong place. Other unknown ones are ignored, because callers pass objects
 * that serve other libraries too.
 * @throws {ConfigurationError} naming the first of them, and the name that is meant.
 */
export function requireOptionNames(argument: string, options: object, known: readonly string[]): void {
  for (const name of namesOf(options)) {
    const meant = known.includes(name) ? undefined : nameFor(name, argument, known);
    if (meant !== undefined) refuseName(argument, name, `the name ${meant}`, meant);
  }
}

function refuseName(argument: string, name: string, expected: string, example: string): never {
  return refuse(`${argument}.${name}`, expected, name, example);
}

function namesOf(given: object): readonly string[] {
  return Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [name]));
}

/** The name that is meant by another one, if that can be told. */
function nameFor(name: string, argument: string, known: readonly string[]): string | undefined {
  const plain = plainOf(name);
  const near = known.find((each) => distance(plain, plainOf(each)) <= each.length / 4);
  return near === undefined ? elsewhere[plain] : `${argument}.${near}`;
}

function plainOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}

/** How many letters have to be added, left out or replaced to make one text of another. */
function distance(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [row, letter] of Array.from(one).entries()) {
    const current = [row + 1];
    for (let column = 0; column < other.length; column += 1) {
      const [left = 0, up = 0, corner = 0] = [current[column], above[column + 1], above[column]];
      current.push(Math.min(left + 1, up + 1, corner + (letter === other[column] ? 0 : 1)));
    }
    above = current;
  }
  return above.at(-1) ?? 0;
}
