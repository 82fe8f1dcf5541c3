import type { refuse } from '../errors/configuration-error.ts';

/** Names that other libraries use, or that belong elsewhere, and the place and name that this one has for them. */
const elsewhere = new Map(
  Object.entries({
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
  }),
);

/** What to say about the first unknown name at fault. */
export function findFault(
  argument: string,
  unknown: readonly string[],
  known: readonly string[],
): Parameters<typeof refuse> | undefined {
  for (const name of unknown) {
    const meant = findMeantName(name, argument, known);
    if (argument === 'query') {
      return [`query.${name}`, `one of ${known.join(', ')}`, name, meant ?? '{ top: 100 }'];
    }
    if (meant !== undefined) return [`${argument}.${name}`, `the name ${meant}`, name, meant];
  }
  return undefined;
}

/** The name that is meant by an unknown one, with its place, if that can be told. */
function findMeantName(name: string, argument: string, known: readonly string[]): string | undefined {
  const plain = plainOf(name);
  const near = known.find((each) => isNear(plain, plainOf(each), each.length / 4));
  return near === undefined ? elsewhere.get(plain) : `${argument}.${near}`;
}

function plainOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}

/** Whether one text becomes the other when at most so many letters are added, left out or replaced. */
function isNear(one: string, other: string, letters: number): boolean {
  if (one === other) return true;
  if (letters < 1) return false;
  let same = 0;
  while (one[same] === other[same]) same += 1;
  const [left, right] = [one.slice(same), other.slice(same)];
  const [shorterLeft, shorterRight] = [left.slice(1), right.slice(1)];
  return (
    isNear(shorterLeft, right, letters - 1) ||
    isNear(left, shorterRight, letters - 1) ||
    isNear(shorterLeft, shorterRight, letters - 1)
  );
}
