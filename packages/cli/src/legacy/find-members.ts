import { operationOf, type Finding, type Scope } from './finding.ts';
import { type Token, tokenAt } from './source-text.ts';

/**
 * Finds member chains of the .NET SDK and its variants: `….Analytics.Licenses.Usage.Get()`, even over several lines,
 * and `getAnalytics().getLicenses().getUsage()` of the Java SDK. A part of a chain, for instance a variable that
 * holds `….Analytics.Licenses`, is reported as not understood.
 */
export function* findMembers(tokens: readonly Token[]): Generator<Finding> {
  for (let index = 0; index < tokens.length; index += 1) {
    const analytics = memberEnd(tokens, index, 'analytics');
    const start = analytics === undefined ? index : nextMember(tokens, analytics);
    const licenses = memberEnd(tokens, start, 'licenses');
    if (licenses === undefined) continue;
    const subject = nextMember(tokens, licenses);
    const end = memberEnd(tokens, subject, 'usage') ?? memberEnd(tokens, subject, 'deployment');
    const before = membersBefore(tokens, index);
    const { offset } = tokenAt(tokens, before.first);
    if (analytics !== undefined && end !== undefined) {
      const name = tokenAt(tokens, subject).value;
      const links = [index, start, subject].map((place) => tokenAt(tokens, place).value);
      const members = [...before.names, ...links].join('.');
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
  return end !== undefined && callAt(tokens, end) !== '' && /^licenses$/i.test(tokenAt(tokens, first).value);
}

/** The last token of a member with this name, including the call of a getter; `undefined` for any other member. */
function memberEnd(tokens: readonly Token[], index: number, name: string): number | undefined {
  const { kind, value } = tokenAt(tokens, index);
  if (kind !== 'word') return undefined;
  const word = value.toLowerCase();
  if (word === name) return index;
  const behind = tokenAt(tokens, index + 1).value + tokenAt(tokens, index + 2).value;
  const isGetter = word === `get${name}` && behind === '()';
  return isGetter ? index + 2 : undefined;
}

/** Where the next member of a chain begins; -1 if the chain ends. */
function nextMember(tokens: readonly Token[], end: number): number {
  let index = end + 1;
  while (isOperator(tokenAt(tokens, index))) index += 1;
  return tokenAt(tokens, index).value === '.' ? index + 1 : -1;
}

/** Whether it may stand before the point of a member, as in `a?.b` and `a!.b`. */
function isOperator({ value }: Token): boolean {
  return value === '?' || value === '!';
}

/** No chain in real code is longer. */
const mostMembers = 50;

/** The members that lead to the chain, without arguments: `partner`, `Customers`, `ById(…)`. */
function membersBefore(tokens: readonly Token[], chainStart: number) {
  const names: string[] = [];
  let first = chainStart;
  let index = chainStart - 1;
  while (tokenAt(tokens, index).value === '.' && names.length < mostMembers) {
    index -= 1;
    while (isOperator(tokenAt(tokens, index))) index -= 1;
    const { value } = tokenAt(tokens, index);
    const hasArguments = value === ')' || value === ']';
    if (hasArguments) index = openingOf(tokens, index) - 1;
    const word = tokenAt(tokens, index);
    if (word.kind !== 'word') break;
    names.unshift(hasArguments ? `${word.value}(…)` : word.value);
    first = index;
    index -= 1;
  }
  return { names, first };
}

function openingOf(tokens: readonly Token[], closing: number): number {
  let depth = 0;
  for (let index = closing; index >= 0; index -= 1) {
    const { kind, value } = tokenAt(tokens, index);
    if (kind !== 'mark') continue;
    if (/[)\]}]/.test(value)) depth += 1;
    else if (/[([{]/.test(value) && --depth === 0) return index;
  }
  return 0;
}

/** The call that follows, such as `.Get()`. */
function callAt(tokens: readonly Token[], chainEnd: number): string {
  const index = nextMember(tokens, chainEnd);
  const { kind, value } = tokenAt(tokens, index);
  return kind === 'word' && tokenAt(tokens, index + 1).value === '(' ? `.${value}()` : '';
}

/** For a chain that starts at a variable, only its name can show the scope. */
function scopeOf(names: readonly string[]): Scope {
  if (names.some((name) => /customer/i.test(name))) return 'customer';
  return names.some((name) => /partner/i.test(name)) ? 'partner' : 'unknown';
}
