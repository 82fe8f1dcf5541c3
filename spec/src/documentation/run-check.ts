import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { isRecord } from '../is-record.ts';
import type { Output } from '../output.ts';
import { answerFindings } from './answer-findings.ts';
import { driftFindings } from './drift-findings.ts';
import type { Finding } from './finding.ts';
import { readHar, type DocumentedExchange } from './read-har.ts';

const advice = [
  'Either spec/openapi.yaml is wrong: correct it. Or the page is wrong: correct the exchange in',
  'spec/evidence/documentation.har, and say in its comment what you corrected and why.',
].join('\n');

/**
 * Checks the description against the documented exchanges. Returns the exit code of the process.
 *
 * @returns 0 when everything agrees, 1 when something contradicts or there is nothing to check.
 */
export async function runDocumentationCheck(args: readonly string[], output: Output): Promise<0 | 1> {
  try {
    const { har, spec } = readOptions(args);
    const exchanges = readHar(await readFile(har, 'utf8'));
    const description: unknown = parse(await readFile(spec, 'utf8'), { maxAliasCount: -1 });
    if (!isRecord(description)) throw new Error(`${spec} holds no object.`);

    const findings = [
      ...(await driftFindings(har, description, exchanges.length)),
      ...answerFindings(description, exchanges),
    ];
    for (const finding of findings) output.error(describe(finding, exchanges));
    if (findings.length > 0) output.error(advice);
    else output.log(`${exchanges.length} documented exchanges agree with the API description.`);
    return findings.length > 0 ? 1 : 0;
  } catch (error) {
    output.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

function describe({ exchange, message }: Finding, exchanges: readonly DocumentedExchange[]): string {
  const { method, url, status, comment } = exchanges[exchange] ?? {
    method: '',
    url: '',
    status: '',
    comment: 'an exchange that the tool does not name',
  };
  return `${method} ${url} (${status}): ${message}\n  from ${comment.split('. ')[0]}`;
}

function readOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      har: { type: 'string', default: pathTo('../../evidence/documentation.har') },
      spec: { type: 'string', default: pathTo('../../openapi.yaml') },
    },
  });
  return values;
}

function pathTo(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}
