import { exampleFindings } from './example-findings.ts';
import { extensionFindings } from './extension-findings.ts';
import type { Finding } from './finding.ts';
import { headerFindings } from './header-findings.ts';
import { parameterFindings } from './parameter-findings.ts';
import { pathFindings } from './path-findings.ts';
import { wordFindings } from './word-findings.ts';

/**
 * Finds violations of a description's own conventions: disagreements between its texts, examples and schemas, and
 * operations that are described unlike the others.
 *
 * @throws Error when the description has nothing that a convention applies to.
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
