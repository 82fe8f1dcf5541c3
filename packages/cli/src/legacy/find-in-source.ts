import { findAddresses } from './find-addresses.ts';
import { findMembers } from './find-members.ts';
import { findNames } from './find-names.ts';
import { operationOf, type Finding, type Scope } from './finding.ts';
import type { Language } from './language.ts';
import { tokenise } from './tokenise.ts';

export interface PlacedFinding extends Finding {
  /** 1 for the first. */
  readonly line: number;
  /** 1 for the first, in UTF-16 code units as editors count them. */
  readonly column: number;
}

/** The forms of calls that are looked for. */
export const formsLookedFor =
  'addresses (whole, joined, as segments, from constants of the same file), member chains and types of the SDKs, cmdlets, ' +
  'and methods of the client';

/** A source without this word has no findings and is not tokenised. */
const isWorthReading = /licen[sc]e/i;

/** The calls to superseded operations in one source text, top to bottom. */
export function findInSource(source: string, language: Language): PlacedFinding[] {
  if (!isWorthReading.test(source)) return [];
  const findings = language === 'plain' ? [...findInPlainText(source)] : findInTokens(source, language);
  findings.sort((one, other) => one.offset - other.offset);
  return findings.map((finding) => {
    const before = source.slice(0, finding.offset);
    const lineStart = before.lastIndexOf('\n') + 1;
    return {
      ...finding,
      line: before.split('\n').length,
      column: finding.offset - lineStart + 1,
    };
  });
}

function findInTokens(source: string, language: Exclude<Language, 'plain'>): Finding[] {
  const { tokens, unreadFrom } = tokenise(source, language);
  const findings = [
    ...findAddresses(tokens, language),
    ...findMembers(tokens),
    ...findNames(tokens, language),
  ];
  if (unreadFrom !== undefined) {
    const found = 'strings that nest too deeply to be read';
    findings.push({ operation: 'not-understood', found, offset: unreadFrom });
  }
  return findings;
}

// No pattern begins with a repetition: the search would take quadratic time in a long text without spaces.
const wholeAddress = /analytics(\/|\\\/|%2F)licenses\1(usage|deployment)(?!\w|\1\w)/gi;
const segments = /\banalytics(["'])\s*,\s*\1licenses\1\s*,\s*\1(usage|deployment)\1/gi;
const openEnd = /\banalytics\/licenses(?:\/?(?=["'`])|\/(?=[^\w\s"'`/]))/gi;
const openBeginning = /(?<!analytics\/|[\w-])licenses\/(?:usage|deployment)\/?(?=["'`?])/gi;
const wholeName = /\bGet-(?:PC|Partner)(Customer)?Licenses?(Usage|Deployment)(?:Info)?\b/gi;
const chain = /\bAnalytics\s*\.\s*Licenses\s*\.\s*(Usage|Deployment)\b/gi;

/** Finds addresses, cmdlets and member chains anywhere, because comments can't be told from text. */
function* findInPlainText(source: string): Generator<Finding> {
  for (const { 0: end, 1: slash = '', 2: subject = '', index } of source.matchAll(wholeAddress)) {
    const { found, offset } = wordUpTo(source, index + end.length);
    yield { operation: operationOf(subject, scopeOf(found.replaceAll(slash, '/'))), found, offset };
  }
  for (const { 0: found, 2: subject = '', index: offset } of source.matchAll(segments)) {
    yield { operation: operationOf(subject, 'unknown'), found, offset };
  }
  for (const part of [openEnd, openBeginning]) {
    for (const { 0: end, index } of source.matchAll(part)) {
      yield { operation: 'not-understood', ...wordUpTo(source, index + end.length) };
    }
  }
  for (const { 0: found, 1: customer, 2: subject = '', index: offset } of source.matchAll(wholeName)) {
    yield { operation: operationOf(subject, customer === undefined ? 'partner' : 'customer'), found, offset };
  }
  for (const { 0: found, 1: subject = '', index: offset } of source.matchAll(chain)) {
    yield { operation: operationOf(subject, 'unknown'), found, offset };
  }
}

/** The last 100 characters, at most, of what stands before `end` without a blank or a quote. */
function wordUpTo(source: string, end: number): { readonly found: string; readonly offset: number } {
  const found = /[^\s"'`<>]*$/.exec(source.slice(Math.max(0, end - 100), end))?.[0] ?? '';
  return { found, offset: end - found.length };
}

function scopeOf(address: string): Scope {
  if (/customers\/[^/]+\/analytics\//i.test(address)) return 'customer';
  return /(?:^|\/)v1\/analytics\//i.test(address) ? 'partner' : 'unknown';
}
