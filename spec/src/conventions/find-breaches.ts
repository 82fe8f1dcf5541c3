import { exampleFindings } from './example-findings.ts';
import { extensionFindings } from './extension-findings.ts';
import type { Finding } from './finding.ts';
import { headerFindings } from './header-findings.ts';
import { parameterFindings } from './parameter-findings.ts';
import { pathFindings } from './path-findings.ts';
import { wordFindings } from './word-findings.ts';

/**
 * Finds where a description breaks with its own conventions: where its words, its examples and its schemas disagree,
 * and where one operation is described otherwise than the rest.
 *
 * @throws Error when the description holds nothing that a convention is about.
 */
export function findBreaches(description: Record<string, unknown>): readonly Finding[] {
  return [
    wordFindings,
    exampleFindings,
    parameterFindings,
    headerFindings,
    pathFindings,
    extensionFindings,
  ].flatMap((find) => find(description));
}
