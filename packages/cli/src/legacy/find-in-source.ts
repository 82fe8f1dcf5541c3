import { findAddresses } from './find-addresses.ts';
import { findMembers } from './find-members.ts';
import { findNames } from './find-names.ts';
import type { Finding } from './finding.ts';
import type { Language } from './language.ts';
import { tokenise } from './tokenise.ts';

export interface PlacedFinding extends Finding {
  /** 1 for the first. */
  readonly line: number;
  /** 1 for the first, in UTF-16 code units as editors count them. */
  readonly column: number;
}

/** The calls to superseded operations in one source text, top to bottom. */
export function findInSource(source: string, language: Language): PlacedFinding[] {
  const tokens = tokenise(source, language);
  const findings = [...findAddresses(tokens), ...findMembers(tokens), ...findNames(tokens, language)];
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
