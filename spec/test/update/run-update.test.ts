import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { runGenerator } from '../../src/run-generator.ts';
import type { Gate } from '../../src/update/gates.ts';
import { runUpdate } from '../../src/update/run-update.ts';
import { present, reworded, tenantRegion, withoutDeployment, withoutUsagePercent } from './descriptions.ts';
import { createRepository, removeTemplates, type Repository } from './repository.ts';

const descriptionPath = fileURLToPath(new URL('../../openapi.yaml', import.meta.url));
const client = fileURLToPath(new URL('../../../packages/client', import.meta.url));
const compiler = createRequire(join(client, 'package.json')).resolve('typescript/package.json');

let repository: Repository | undefined;

afterEach(async () => {
  await repository?.remove();
  repository = undefined;
});

afterAll(removeTemplates);

/** The program of `release/` that rates a release. */
const semverCheck = fileURLToPath(new URL('../../../release/check-semver.ts', import.meta.url));

/** Gates that need no installation. They check the repository of the test. */
const quickGates: readonly Gate[] = [
  {
    name: 'check:generated',
    repair: 'Generate.',
    run: (root) =>
      outcome((output) =>
        runGenerator(
          [
            '--check',
            '--spec',
            join(root, 'spec/openapi.yaml'),
            '--out',
            join(root, 'packages/client/src/generated'),
          ],
          output,
        ),
      ),
  },
  {
    name: 'check:semver',
    repair: 'Rate it.',
    run: (root) =>
      new Promise((resolve) => {
        execFile(process.execPath, [semverCheck, '--root', root], (error, out, fault) =>
          resolve({ passed: error === null, output: `${out}${fault}`.trim() }),
        );
      }),
  },
];

/** Takes seconds, so only a few tests run it. */
const typecheck: Gate = {
  name: 'typecheck',
  repair: 'Give each field its reader.',
  run: (root) =>
    new Promise((resolve) => {
      const options = ['--noEmit', '-p', join(root, 'packages/client/src.json')];
      execFile(process.execPath, [join(dirname(compiler), 'bin/tsc'), ...options], (error, out) =>
        resolve({ passed: error === null, output: out }),
      );
    }),
};

it('applies a description with three more operations, and leaves a branch ready for a pull request', async () => {
  const { root, git, read } = await start(withoutDeployment());
  await git('tag', '@licenses-usage/client@0.0.0');

  const { exitCode, output } = await update(descriptionPath);

  expect(output).toContain('Branch spec-update-');
  expect(exitCode).toBe(0);
  expect(await read('spec/openapi.yaml')).toBe(present);
  expect(await read('packages/client/src/generated/operations.ts')).toContain('listLicensesDeployment: {');
  const branch = (await git('rev-parse', '--abbrev-ref', 'HEAD')).trim();
  expect(branch).toMatch(/^spec-update-[0-9a-f]{8}$/);
  expect(await git('status', '--porcelain')).toBe('');
  expect((await git('log', '--format=%s', 'main..HEAD')).trim()).toBe('Follow the API description (minor)');
  expect(await readFile(join(root, '.changeset', `${branch}.md`), 'utf8')).toBe(
    [
      '---',
      "'@licenses-usage/client': minor",
      '---',
      '',
      'Follow the API description, which has more to offer',
      '',
      'What changed, operation by operation:',
      '',
      '- `getCustomerLicensesDeployment` is new: `GET /v1/customers/{customer-id}/analytics/licenses/deployment`',
      '- `getPartnerLicensesDeployment` is new: `GET /v1/analytics/licenses/deployment`',
      '- `listLicensesDeployment` is new: `GET /v1/analytics/commercial/deployment/license/`',
      '',
    ].join('\n'),
  );
});

it('refuses a description without a field, names the code that uses it and the public types that change, and touches nothing', async () => {
  const { root, git } = await start(present);

  const spec = await newDescription(root, withoutUsagePercent());
  const { exitCode, output } = await update(spec, '--report', join(root, '.git/report.md'));

  expect(exitCode).toBe(2);
  expect(output).toContain('The change is major:');
  expect(output).toContain('- CustomerLicensesUsageInsights.usagePercent is gone');
  expect(output).toMatch(/^ {2}- packages\/client\/src\/migrate\/\S+\.ts:\d+$/m);
  expect(output).toContain('- `CustomerLicensesUsageInsights.usagePercent: number | null → gone`');
  expect(output).not.toContain('generated/');
  expect(output.split('\n').length).toBeLessThanOrEqual(30);
  expect(await git('status', '--porcelain')).toBe('');
  expect(await git('branch', '--format=%(refname:short)')).toBe('main\n');
  expect(await readFile(join(root, '.git/report.md'), 'utf8')).toContain('is gone');
});

it('also names the breaking changes of a faulty description', async () => {
  const { root } = await start(present);
  const patch = join(root, '.git/patch.json');
  const relationshipToPartner = { type: 'number', examples: ['reseller'] };
  await writeFile(
    patch,
    JSON.stringify({ components: { schemas: { Customer: { properties: { relationshipToPartner } } } } }),
  );

  const { exitCode, output } = await update(patch, '--report', join(root, '.git/report.md'));

  expect(exitCode).toBe(2);
  expect(output).toMatch(/The lint refuses .*\n.*relationshipToPartner\/examples\/0: .*type must be number/);
  expect(output).toContain('- Customer.relationshipToPartner is retyped');
  expect(output).toContain('- `Customer.relationshipToPartner: string | null → number | null`');
});

it('continues with a breaking change when told to, names the gate that refuses it, and leaves the branch', async () => {
  const { root, git, read } = await start(present);
  await git('tag', '@licenses-usage/client@0.0.0');

  const spec = await newDescription(root, withoutUsagePercent());
  const report = join(root, '.git/report.md');
  const args = [spec, '--root', root, '--breaking', '--branch', 'lost', '--report', report];
  const { exitCode, output } = await outcomeOf((to) => runUpdate(args, to, [...quickGates, typecheck]));

  expect(exitCode).toBe(2);
  expect(output).toMatch(/^REFUSED typecheck \(\d+\.\d s\)$/m);
  expect(output).toContain('typecheck: Give each field its reader.');
  expect(output).toMatch(/^passed {2}check:semver/m);
  expect(output).toContain('- removed: field /items/*/usagePercent of 200');
  expect(output).toContain('git checkout main && git branch -D lost');
  expect(await readFile(join(root, '.git/report.md'), 'utf8')).toMatch(
    /migrate\/\S+\.ts\(\d+,\d+\): error TS/,
  );
  expect((await git('rev-parse', '--abbrev-ref', 'HEAD')).trim()).toBe('lost');
  expect(await git('log', '--oneline', 'main..HEAD')).toBe('');
  expect(await git('status', '--porcelain')).toMatch(/^ M packages\/client\/src\/generated\/schema\.ts$/m);
  const changeset = (await readdir(join(root, '.changeset'))).find((name) => name.startsWith('spec-update-'));
  expect(await read(`.changeset/${changeset}`)).toContain("'@licenses-usage/client': major");
});

it('applies a patch that adds a field, without an edit by hand', async () => {
  const { root, git, read } = await start(present);
  const patch = join(root, '.git/patch.json');
  await writeFile(patch, JSON.stringify(tenantRegion).replaceAll('tenantRegion', 'testedRegion'));

  const { exitCode, output } = await outcomeOf((to) =>
    runUpdate([patch, '--root', root], to, [...quickGates, typecheck]),
  );

  expect(output).toContain('- added: field /Value/*/testedRegion of 200');
  expect(exitCode).toBe(0);
  expect(await git('status', '--porcelain')).toBe('');
  expect(await read('packages/client/src/generated/models.ts')).toContain('testedRegion: string | null;');
  expect(await read('packages/client/src/generated/list-decoders.ts')).toContain('testedRegion: readText,');
  expect(await git('diff', '--numstat', 'main', '--', 'spec/openapi.yaml')).toMatch(/^4\t0\t/);
});

it('skips the gates that depend on one that refuses, and names them', async () => {
  const { root } = await start(present);
  const ran: string[] = [];
  const gate = (name: string, passed: boolean, ...after: readonly string[]): Gate => ({
    name,
    after,
    repair: `Repair ${name}.`,
    run: async () => {
      ran.push(name);
      return { passed, output: name };
    },
  });
  const gates = [gate('high', true, 'low'), gate('low', false), gate('beside', true)];

  const { exitCode, output } = await outcomeOf(async (to) =>
    runUpdate([await newDescription(root, reworded()), '--root', root], to, gates),
  );

  expect(exitCode).toBe(2);
  expect(ran).toEqual(['low', 'beside']);
  expect(output).toContain('not run high');
  expect(output).not.toContain('Repair high.');
});

it('restores everything when a gate refuses and it was told to, and still writes its report', async () => {
  const { root, git } = await start(present);
  const before = await git('rev-parse', 'HEAD');

  const spec = await newDescription(root, reworded());
  const refusing: Gate = {
    name: 'typecheck',
    repair: 'Follow the compiler.',
    run: async () => ({ passed: false, output: 'error TS2339' }),
  };
  const { exitCode, output } = await outcomeOf((to) =>
    runUpdate([spec, '--root', root, '--restore', '--report', join(root, '.git/report.md')], to, [refusing]),
  );

  expect(exitCode).toBe(2);
  expect(output).toContain('The tree is as it was, on main.');
  expect(await git('status', '--porcelain')).toBe('');
  expect(await git('branch', '--format=%(refname:short)')).toBe('main\n');
  expect(await git('rev-parse', 'HEAD')).toBe(before);
  expect(await readFile(join(root, '.git/report.md'), 'utf8')).toMatch(
    /\*\*patch\*\*[^]*### typecheck[^]*TS2339/,
  );
});

it('rates new wording as a patch, and leaves it uncommitted when told to', async () => {
  const { root, git } = await start(present);

  const { exitCode, output } = await update(await newDescription(root, reworded()), '--no-commit');

  expect(exitCode).toBe(0);
  expect(output).toContain('The change is patch:');
  expect(output).toContain('No operation changes in what callers send or get: texts and examples only.');
  expect(await git('log', '--oneline', 'main..HEAD')).toBe('');
  expect(await git('status', '--porcelain')).toMatch(/^ M spec\/openapi\.yaml$/m);
});

describe('a tree that stays unchanged', () => {
  let untouched: Repository;

  beforeAll(async () => {
    untouched = await createRepository(present);
  });

  afterAll(() => untouched.remove());

  it.each([
    ['as it is', present],
    ['in another layout', `# A comment\n${present}`],
  ])('does nothing for the present description %s, and says so', async (_what, text) => {
    const { exitCode, output } = await updateIn(untouched, await newDescription(untouched.root, text));

    expect(exitCode).toBe(0);
    expect(output).toContain('says what spec/openapi.yaml says already: nothing to do.');
    expect(await stateOf(untouched)).toEqual(untouchedState);
  });

  it.each([
    ['is no YAML', 'openapi: [', /flow/i],
    ['is no description', '- a\n- b\n', /holds no API description/],
    [
      'has no version',
      present.replace(/^ {2}version: .*\n/m, ''),
      /The lint refuses [^]*#\/info: .*`version`/,
    ],
    [
      'refers to nothing',
      present.replace('schemas/LicensesUsagePage', 'schemas/Nowhere'),
      /The lint refuses [^]*#\/paths\/~1v1~1analytics~1commercial~1usage/,
    ],
  ])('refuses a description that %s before anything is touched', async (_what, text, message) => {
    const { exitCode, output } = await updateIn(untouched, await newDescription(untouched.root, text));

    expect(exitCode).toBe(1);
    expect(output).toMatch(message);
    expect(await stateOf(untouched)).toEqual(untouchedState);
  });
});

it.each([
  ['no description is named', [], 'Name one new description or patch'],
  ['the file is not there', ['nowhere.yaml'], 'nowhere.yaml'],
  ['a gate is unknown', ['x.yaml', '--gates', 'check:semver,check:moon'], 'There is no gate "check:moon"'],
])('says what is wrong when %s', async (_what, args, message) => {
  const lines: string[] = [];
  const keep = (line: string): void => void lines.push(line);

  expect(await runUpdate(args, { log: keep, error: keep })).toBe(1);
  expect(lines.join('\n')).toContain(message);
});

it('refuses to start in a tree with changes, because it could not tell them from its own', async () => {
  const { root, git, write } = await start(present);
  const spec = await newDescription(root, reworded());
  await write('packages/client/src/index.ts', '// In the middle of something.\n');

  const { exitCode, output } = await update(spec);

  expect(exitCode).toBe(1);
  expect(output).toContain('packages/client/src/index.ts');
  expect(await git('branch', '--format=%(refname:short)')).toBe('main\n');
});

const untouchedState = { changes: '', branches: 'main\n' };

async function stateOf({ git }: Repository): Promise<{ changes: string; branches: string }> {
  return {
    changes: await git('status', '--porcelain'),
    branches: await git('branch', '--format=%(refname:short)'),
  };
}

async function start(description: string): Promise<Repository> {
  repository = await createRepository(description);
  return repository;
}

/** Writes the new description to a place that git ignores. */
async function newDescription(root: string, text: string): Promise<string> {
  const path = join(root, '.git/new-openapi.yaml');
  await writeFile(path, text);
  return path;
}

async function update(spec: string, ...args: readonly string[]) {
  if (repository === undefined) throw new Error('Start a repository first.');
  return updateIn(repository, spec, ...args);
}

async function updateIn({ root }: Repository, spec: string, ...args: readonly string[]) {
  return outcomeOf((output) => runUpdate([spec, '--root', root, ...args], output, quickGates));
}

async function outcomeOf(
  run: (output: { log(line: string): void; error(line: string): void }) => Promise<number>,
): Promise<{ exitCode: number; output: string }> {
  const lines: string[] = [];
  const keep = (line: string): void => void lines.push(line);
  const exitCode = await run({ log: keep, error: keep });
  return { exitCode, output: lines.join('\n') };
}

async function outcome(
  run: (output: { log(line: string): void; error(line: string): void }) => Promise<number>,
): Promise<{ passed: boolean; output: string }> {
  const { exitCode, output } = await outcomeOf(run);
  return { passed: exitCode === 0, output };
}
