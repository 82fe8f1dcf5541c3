import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { closeObjects } from '../close-objects.ts';
import { isRecord } from '../is-record.ts';
import { runRedocly } from '../redocly.ts';
import type { Finding } from './finding.ts';

/**
 * Finds contradictions between the exchanges of a HAR and a description with `redocly drift`, of any severity.
 *
 * The tool gets a copy with closed objects, because with open ones a renamed optional property looks like a new one.
 *
 * @throws Error when the tool checked fewer exchanges than the HAR holds.
 */
export async function driftFindings(
  har: string,
  description: Record<string, unknown>,
  exchanges: number,
): Promise<readonly Finding[]> {
  const folder = await mkdtemp(join(tmpdir(), 'documentation-'));
  try {
    const closed = structuredClone(description);
    closeObjects(closed);
    const api = join(folder, 'openapi.yaml');
    await writeFile(api, stringify(closed, { aliasDuplicateObjects: false }));
    return readReport(await runRedocly('drift', har, '--api', api, '--traffic-format', 'har'), exchanges);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function readReport({ run, problems }: Record<string, unknown>, exchanges: number): readonly Finding[] {
  const seen = isRecord(run) ? run['totalExchanges'] : undefined;
  const skipped = isRecord(run) ? run['skippedExchanges'] : undefined;
  if (seen !== exchanges || skipped !== 0 || !Array.isArray(problems)) {
    throw new Error(
      `redocly drift looked at ${String(seen)} of ${exchanges} exchanges, ${String(skipped)} skipped.`,
    );
  }
  return problems.filter(isRecord).map((problem) => ({
    exchange: Number(problem['exchangeIndex']),
    message: `${String(problem['message'])}${unnamedProperty(problem)}`,
  }));
}

/** The tool's message does not name an undescribed property; its details do. */
function unnamedProperty({ details }: Record<string, unknown>): string {
  const params = isRecord(details) && isRecord(details['params']) ? details['params'] : {};
  const name = params['unevaluatedProperty'];
  return typeof name === 'string' ? `: ${name} is not described` : '';
}
