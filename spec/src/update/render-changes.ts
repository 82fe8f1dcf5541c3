import type { OperationChange } from './operation-changes.ts';

/** Renders the changes as a Markdown list, with one item per operation. */
export function renderChanges(changes: readonly OperationChange[]): string {
  if (changes.length === 0)
    return '- No operation changes in what callers send or get: texts and examples only.';
  return changes.map((change) => renderChange(change)).join('\n');
}

function renderChange({ operationId, kind, request, added, removed, changed }: OperationChange): string {
  if (kind === 'added') return `- \`${operationId}\` is new: \`${request}\``;
  if (kind === 'removed') return `- \`${operationId}\` is gone: \`${request}\``;
  return [
    `- \`${operationId}\` changes`,
    ...renderNames('added', added),
    ...renderNames('removed', removed),
    ...renderNames('changed', changed),
  ].join('\n');
}

function renderNames(verb: string, names: readonly string[]): readonly string[] {
  return mergeOwners(names).map((name) => `  - ${verb}: ${name}`);
}

/** Joins `field /code of 400` and `field /code of 404` into one entry. */
function mergeOwners(names: readonly string[]): readonly string[] {
  const owners = new Map<string, string[]>();
  for (const name of names) {
    const [, thing = name, owner] = /^(.*) of (\S+|the request)$/.exec(name) ?? [];
    const known = owners.get(thing) ?? [];
    owners.set(thing, owner === undefined ? known : [...known, owner]);
  }
  return [...owners].map(([thing, of]) => (of.length === 0 ? thing : `${thing} of ${of.join(', ')}`));
}
