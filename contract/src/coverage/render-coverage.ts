import { type Covered, coverageOf } from './coverage.ts';
import { type Exception, exceptions } from './exceptions.ts';
import { renderTable } from './render-table.ts';
import type { Documents } from '../documents/load.ts';
import type { Finding } from '../gates/finding.ts';

export interface Coverage {
  /** As Markdown. */
  readonly text: string;
  readonly findings: readonly Finding[];
  /** Optional elements that no interaction asserts, as findings for a comparison with the committed list. */
  readonly unasserted: readonly Finding[];
}

export const repairCommand = 'npx -y pnpm@12 contract:coverage';

/**
 * Renders the coverage of the contract, and finds the elements that are neither covered nor excepted. An optional
 * element, such as a new field, is not a finding: it is listed as new.
 */
export function renderCoverage(documents: Documents, list: readonly Exception[] = exceptions): Coverage {
  const covered = topmost(coverageOf(documents));
  const uncovered = covered.filter(({ interactions }) => interactions.length === 0);
  const reasons = new Map(uncovered.map((place) => [place, exceptionFor(place, list)]));
  const used = new Set(reasons.values());
  const unexplained = uncovered.filter((place) => reasons.get(place) === undefined);
  const findings = [
    ...unexplained.filter(({ isOptional }) => !isOptional).map(uncoveredFinding),
    ...list.filter((exception) => !used.has(exception)).map(unusedFinding),
  ];
  const operationIds = [...new Set(covered.map(({ operationId }) => operationId))];
  const unasserted = unexplained.filter(({ isOptional }) => isOptional);
  return {
    text: [
      head,
      renderStatuses(covered, operationIds),
      renderPlaces(covered, operationIds),
      renderExceptions(reasons, list),
      ...renderNew(unasserted),
    ].join('\n'),
    findings,
    unasserted: unasserted.map(uncoveredFinding),
  };
}

/** The outermost of nested fields that no interaction covers. */
function topmost(all: readonly Covered[]): readonly Covered[] {
  const outer = (place: Covered) =>
    all.some(
      (other) =>
        other.operationId === place.operationId &&
        other.interactions.length === 0 &&
        other.what.includes(' field ') &&
        place.what.startsWith(`${other.what}/`),
    );
  return all.filter((place) => !outer(place));
}

function exceptionFor({ operationId, what }: Covered, list: readonly Exception[]): Exception | undefined {
  // A status without an interaction is always a finding.
  if (/^\d+$/.test(what)) return undefined;
  return list.find(
    (exception) => exception.what.test(what) && (exception.operationIds?.includes(operationId) ?? true),
  );
}

function uncoveredFinding({ operationId, what }: Covered): Finding {
  return {
    place: `${operationId} ${what}`,
    fault: 'No interaction of the pact speaks of it.',
    repair:
      'Add it to packages/client/test/contract, or the reason why not to contract/src/coverage/exceptions.ts.',
  };
}

function unusedFinding({ what, reason }: Exception): Finding {
  return {
    place: `exception ${String(what)}`,
    fault: `Nothing is left out for this reason any more: "${reason}"`,
    repair: 'Remove it from contract/src/coverage/exceptions.ts.',
  };
}

const head = `# What the contract covers

Written by \`${repairCommand}\` from the API description and the pact of the client; \`--check\` fails
when it is out of date. A number is how many interactions speak of the thing; a dash says that the description doesn't
have it.
`;

function renderStatuses(covered: readonly Covered[], operationIds: readonly string[]): string {
  const isStatus = ({ what }: Covered) => /^\d+$/.test(what);
  const all = [...new Set(covered.filter(isStatus).map(({ what }) => what))].toSorted();
  const shown = covered.filter((place) => isStatus(place) && place.interactions.length > 0).length;
  const rows = operationIds.map((id) => [`\`${id}\``, ...all.map((status) => countOf(covered, id, status))]);
  return [
    '## Operation × status',
    '',
    `${shown} of ${covered.filter(isStatus).length} are shown by an interaction.`,
    '',
    renderTable(['operation', ...all], rows),
    '',
  ].join('\n');
}

function renderPlaces(covered: readonly Covered[], operationIds: readonly string[]): string {
  const parameters = [...new Set(covered.map(({ what }) => what).filter((what) => !/^\d/.test(what)))];
  const fields = covered.filter(({ what }) => what.includes(' field '));
  const all = [...new Set(fields.map(statusOf))].toSorted();
  return [
    '## Parameters',
    '',
    renderTable(
      ['parameter', ...operationIds],
      parameters.map((what) => rowOf(covered, operationIds, what)),
    ),
    '',
    '## Headers of answers',
    '',
    renderTable(['header', 'described with', 'asked for with'], headerRows(covered)),
    '',
    '## Fields of answers',
    '',
    'Asked for, of those that an answer can have in any of its shapes.',
    '',
    renderTable(
      ['operation', ...all],
      operationIds.map((id) => [`\`${id}\``, ...all.map((status) => shareOf(fields, id, status))]),
    ),
    '',
  ].join('\n');
}

function statusOf({ what }: Covered): string {
  return what.split(' ')[0] ?? '';
}

function headerRows(covered: readonly Covered[]): readonly (readonly string[])[] {
  const headers = covered.filter(({ what }) => /^\d+ header /.test(what));
  const names = [...new Set(headers.map(({ what }) => what.replace(/^\d+ header /, '')))].toSorted();
  const statusesOf = (places: readonly Covered[]) =>
    [...new Set(places.map(statusOf))].toSorted().join(', ') || 'none';
  return names.map((name) => {
    const described = headers.filter(({ what }) => what.endsWith(` ${name}`));
    return [
      name,
      statusesOf(described),
      statusesOf(described.filter(({ interactions }) => interactions.length > 0)),
    ];
  });
}

function shareOf(fields: readonly Covered[], id: string, status: string): string {
  const all = fields.filter((place) => place.operationId === id && statusOf(place) === status);
  return `${all.filter(({ interactions }) => interactions.length > 0).length} of ${all.length}`;
}

function rowOf(
  covered: readonly Covered[],
  operationIds: readonly string[],
  what: string,
): readonly string[] {
  return [what, ...operationIds.map((id) => countOf(covered, id, what))];
}

function countOf(covered: readonly Covered[], id: string, what: string): string {
  const found = covered.find((place) => place.operationId === id && place.what === what);
  return found === undefined ? '–' : String(found.interactions.length);
}

function renderExceptions(
  reasons: ReadonlyMap<Covered, Exception | undefined>,
  list: readonly Exception[],
): string {
  const rows = list.map((exception) => {
    const places = [...reasons].filter(([, reason]) => reason === exception).map(([place]) => place);
    const whats = [...new Set(places.map(({ what }) => what.replace(/^\d+ (?=header|field)/, '')))];
    const operationIds = [...new Set(places.map(({ operationId }) => operationId))];
    return [
      whats.map((what) => `\`${what}\``).join(', '),
      operationIds.map((id) => `\`${id}\``).join(', '),
      exception.reason,
    ];
  });
  return ['## Left out', '', renderTable(['what', 'where', 'why'], rows), ''].join('\n');
}

function renderNew(places: readonly Covered[]): readonly string[] {
  if (places.length === 0) return [];
  const whats = [...new Set(places.map(({ what }) => what))];
  const rows = whats.map((what) => [
    `\`${what}\``,
    places
      .filter((place) => place.what === what)
      .map(({ operationId }) => `\`${operationId}\``)
      .join(', '),
  ]);
  return [
    '## New, asserted by nobody yet',
    '',
    'Optional, so that answers and requests are right without it. Assert it in `packages/client/test/contract` once someone relies on it.',
    '',
    renderTable(['what', 'where'], rows),
    '',
  ];
}
