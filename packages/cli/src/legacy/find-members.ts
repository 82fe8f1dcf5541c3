import { operationOf, type Finding, type Scope } from './finding.ts';
import type { Token } from './source-text.ts';

/**
 * Finds member chains of the .NET SDK and its variants: `….Analytics.Licenses.Usage.Get()`, even over several lines,
 * and `getAnalytics().getLicenses().getUsage()` of the Java SDK. A part of a chain, for instance a variable that
 * holds `….Analytics.Licenses`, is reported as not understood.
 */
export function* findMembers(tokens: readonly Token[]): Generator<Finding> {
  for (let index = 0; index < tokens.length; index += 1) {
    const analytics = memberEnd(tokens, index, 'analytics');
    const start = analytics === undefined ? index : (nextMember(tokens, analytics) ?? index);
    const licenses = memberEnd(tokens, start, 'licenses');
    if (licenses === undefined) continue;
    const subject = nextMember(tokens, licenses);
    const end =
      subject === undefined
        ? undefined
        : (memberEnd(tokens, subject, 'usage') ?? memberEnd(tokens, subject, 'deployment'));
    const before = membersBefore(tokens, index);
    const offset = tokens[before.first]?.offset ?? 0;
    if (analytics !== undefined && end !== undefined && subject !== undefined) {
      const name = tokens[subject]?.value ?? '';
      const members = [...before.names, tokens[index]?.value, tokens[start]?.value, name].join('.');
      yield {
        operation: operationOf(name, scopeOf(before.names)),
        found: members + callAt(tokens, end),
        offset,
      };
      index = end;
    } else if ((analytics !== undefined && before.names.length > 0) || isCalledOn(tokens, index, end)) {
      const found = tokens.slice(index, (end ?? licenses) + 1).map(({ value }) => value);
      yield { operation: 'not-understood', found: [...before.names, found.join('')].join('.'), offset };
      index = end ?? licenses;
    }
  }
}

/** Whether `licenses.Usage` begins here and a call follows. The variable then holds the rest of the chain. */
function isCalledOn(tokens: readonly Token[], first: number, end: number | undefined): boolean {
  return end !== undefined && callAt(tokens, end) !== '' && /^licenses$/i.test(tokens[first]?.value ?? '');
}

/** The last token of a member with this name, including the call of a getter; `undefined` for any other member. */
function memberEnd(tokens: readonly Token[], index: number, name: string): number | undefined {
  const token = tokens[index];
  if (token?.kind !== 'word') return undefined;
  const word = token.value.toLowerCase();
  if (word === name) return index;
  const isGetter =
    word === `get${name}` && tokens[index + 1]?.value === '(' && tokens[index + 2]?.value === ')';
  return isGetter ? index + 2 : undefined;
}

/** Where the next member of a chain begins; `undefined` if the chain ends. */
function nextMember(tokens: readonly Token[], end: number): number | undefined {
  let index = end + 1;
  while (/^[?!]$/.test(tokens[index]?.value ?? '')) index += 1;
  return tokens[index]?.value === '.' ? index + 1 : undefined;
}

/** No chain in real code is longer. */
const mostMembers = 50;

/** The members that lead to the chain, without arguments: `partner`, `Customers`, `ById(…)`. */
function membersBefore(tokens: readonly Token[], chainStart: number) {
  const names: string[] = [];
  let first = chainStart;
  let index = chainStart - 1;
  while (tokens[index]?.value === '.' && names.length < mostMembers) {
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

/** The call that follows, such as `.Get()`. */
function callAt(tokens: readonly Token[], chainEnd: number): string {
  const index = nextMember(tokens, chainEnd);
  const method = index === undefined ? undefined : tokens[index];
  const isCall = index !== undefined && method?.kind === 'word' && tokens[index + 1]?.value === '(';
  return isCall ? `.${method.value}()` : '';
}

/** For a chain that starts at a variable, only its name can show the scope. */
function scopeOf(names: readonly string[]): Scope {
  if (names.some((name) => /customer/i.test(name))) return 'customer';
  return names.some((name) => /partner/i.test(name)) ? 'partner' : 'unknown';
}
