import type { Finding, LegacyOperation } from './finding.ts';
import type { Token } from './token.ts';

const chain = ['analytics', 'licenses', 'usage'];

/** Finds member chains of the .NET SDK and its likes: `….Analytics.Licenses.Usage.Get()`, over several lines too. */
export function* findMembers(tokens: readonly Token[]): Generator<Finding> {
  for (let index = 0; index < tokens.length; index += 1) {
    const end = endOfChain(tokens, index);
    if (end === undefined) continue;
    const before = membersBefore(tokens, index);
    const first = tokens[before.first];
    yield {
      operation: operationOf(before.names),
      found: `${[...before.names, 'Analytics.Licenses.Usage'].join('.')}${callAt(tokens, end)}`,
      offset: first?.offset ?? 0,
    };
    index = end;
  }
}

function isWord(token: Token | undefined, name: string): boolean {
  return token?.kind === 'word' && token.value.toLowerCase() === name;
}

/** The last token of `Analytics.Licenses.Usage` when it begins here. */
function endOfChain(tokens: readonly Token[], first: number): number | undefined {
  let index = first;
  for (const name of chain) {
    if (name !== chain[0]) {
      while (/^[?!]$/.test(tokens[index]?.value ?? '')) index += 1;
      if (tokens[index]?.value !== '.') return undefined;
      index += 1;
    }
    if (!isWord(tokens[index], name)) return undefined;
    index += 1;
  }
  return index - 1;
}

/** The members that the chain is reached by, arguments left out: `partner`, `Customers`, `ById(…)`. */
function membersBefore(tokens: readonly Token[], chainStart: number) {
  const names: string[] = [];
  let first = chainStart;
  let index = chainStart - 1;
  while (tokens[index]?.value === '.') {
    index -= 1;
    while (/^[?!]$/.test(tokens[index]?.value ?? '')) index -= 1;
    const hasArguments = /^[)\]]$/.test(tokens[index]?.value ?? '');
    if (hasArguments) index = openingOf(tokens, index) - 1;
    const word = tokens[index];
    if (word?.kind !== 'word') break;
    names.unshift(hasArguments ? `${word.value}(…)` : word.value);
    first = index;
    index -= 1;
  }
  return { names, first };
}

function openingOf(tokens: readonly Token[], closing: number): number {
  let depth = 0;
  for (let index = closing; index >= 0; index -= 1) {
    const token = tokens[index];
    if (token?.kind !== 'mark') continue;
    if (/[)\]}]/.test(token.value)) depth += 1;
    else if (/[([{]/.test(token.value) && --depth === 0) return index;
  }
  return 0;
}

/** `.Get()` or the like, as it follows. */
function callAt(tokens: readonly Token[], chainEnd: number): string {
  const method = tokens[chainEnd + 2];
  const isCall =
    tokens[chainEnd + 1]?.value === '.' && method?.kind === 'word' && tokens[chainEnd + 3]?.value === '(';
  return isCall ? `.${method.value}()` : '';
}

/** A chain that starts at a variable shows by its name at most what the variable stands for. */
function operationOf(names: readonly string[]): LegacyOperation {
  if (names.some((name) => /customer/i.test(name))) return 'getCustomerLicensesUsage';
  return names.some((name) => /partner/i.test(name)) ? 'getPartnerLicensesUsage' : 'either';
}
