import { afterAll, beforeAll, expect, it } from 'vitest';
import { findUses } from '../../src/update/find-uses.ts';
import { present } from './descriptions.ts';
import { createRepository, removeTemplates, type Repository } from './repository.ts';

let repository: Repository;

beforeAll(async () => {
  repository = await createRepository(present);
  await repository.write(
    'packages/cli/src/names.ts',
    [
      "import type { Customer } from '../../client/src/index.ts';",
      'export const relationOf = ({ relationshipToPartner }: Customer) => relationshipToPartner;',
      "export const other = { relationshipToPartner: 'a coincidence' };",
      'export const size = (query: URLSearchParams) => query.get("skip");',
      '',
    ].join('\n'),
  );
  await repository.write('guide.md', 'A word like skip.\n\n`row.relationshipToPartner`\n');
  await repository.git('add', '--all');
});

afterAll(async () => {
  await repository.remove();
  await removeTemplates();
});

it('finds where code uses a field, and passes over what only has its name', async () => {
  const declared = { type: 'Customer', member: 'relationshipToPartner' };
  const [places] = await findUses(repository.root, [{ what: '', name: 'relationshipToPartner', declared }]);

  expect(places).toEqual(['packages/cli/src/names.ts:2', 'guide.md:3']);
});

it('finds what no type declares where it stands as a name, and not as a word', async () => {
  const [places] = await findUses(repository.root, [{ what: '', name: 'skip' }]);

  expect(places).toContain('packages/cli/src/names.ts:4');
  expect(places).not.toContain('guide.md:1');
});

it('finds nothing where nothing is used', async () => {
  expect(await findUses(repository.root, [{ what: '', name: 'nobodyUsesThis' }])).toEqual([[]]);
});
