import type { ShownName } from '../har/shown-name.ts';
import type { Exchange } from '../service/exchange.ts';
import { outcomeOf, rowsOf } from '../service/findings.ts';
import type { OperationId } from '../service/operations.ts';
import { driftKinds } from './drift.ts';
import { findDrift } from './find-drift.ts';
import { optionalFields } from './optional-fields.ts';

export interface OperationReport {
  readonly lines: readonly string[];
  readonly differences: number;
  /** Whether there was a row to check. */
  readonly hasRows: boolean;
}

/**
 * Reports the answers of one operation, their differences from the description, and the optional properties that
 * occur.
 */
export function reportOperation(
  operationId: OperationId,
  all: readonly Exchange[],
  shownName: ShownName,
): OperationReport {
  const exchanges = all.filter(({ question }) => question.operationId === operationId);
  const counted = new Map<string, number>();
  for (const { kind, detail } of exchanges.flatMap((exchange) => findDrift(exchange, shownName))) {
    const line = `${kind}: ${detail}`;
    counted.set(line, (counted.get(line) ?? 0) + 1);
  }
  const differences = driftKinds.flatMap((kind) =>
    [...counted]
      .filter(([line]) => line.startsWith(`${kind}:`))
      .map(([line, times]) => `  ${line} (in ${times} of ${exchanges.length})`),
  );
  const hasRows = exchanges.some((exchange) => rowsOf(exchange).length > 0);
  const { seen, neverSeen } = optionalFields(exchanges);
  return {
    differences: differences.length,
    hasRows,
    lines: [
      `${operationId}: ${describeOutcomes(exchanges)}`,
      ...(differences.length === 0 && exchanges.length > 0 ? ['  as described'] : differences),
      ...(hasRows ? [] : ['  without a row, so that no row could be checked']),
      ...(seen.length === 0 ? [] : [`  optional and seen: ${seen.join(', ')}`]),
      ...(neverSeen.length === 0 ? [] : [`  optional and never seen: ${neverSeen.join(', ')}`]),
    ],
  };
}

function describeOutcomes(exchanges: readonly Exchange[]): string {
  if (exchanges.length === 0) return 'not asked';
  const outcomes = exchanges.map(outcomeOf);
  return [...new Set(outcomes)]
    .map((outcome) => `${outcomes.filter((other) => other === outcome).length} × ${outcome}`)
    .join(', ');
}
