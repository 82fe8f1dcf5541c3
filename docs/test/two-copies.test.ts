import { execFile } from 'node:child_process';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { expect, inject, test } from 'vitest';

const run = promisify(execFile);
const name = 'node_modules/@licenses-usage/client';

/** A dependency that brings its own copy of the client. */
const library = `
export { createClient, eq } from '@licenses-usage/client';
export { createRefreshTokenCredential } from '@licenses-usage/client/auth';
`;

const program = `
import { and, createClient, eq, type LicensesUsageClient } from '@licenses-usage/client';
import { compareCustomerUsage, compareFleetUsage, createMigratingClient } from '@licenses-usage/client/migrate';

import * as library from './library/index.mts';

const theirs = library.createClient({ credential: () => 'token' });
export const ours: LicensesUsageClient = theirs;
export const migrating = createMigratingClient(theirs, { mode: 'shadow', onParity: ({ report }) => report.verdict });
export const fleet = compareFleetUsage(theirs, { customers: theirs.listCustomers() });
export const filtered = theirs.listLicensesUsage({
  filter: and(eq('workloadCode', 'EXO'), library.eq('channel', 'direct')),
});
export const report = compareCustomerUsage(await theirs.getCustomerLicensesUsage('id'), filtered);
const tokenStore = { load: async () => '', save: async () => undefined };
const identity = { tenantId: 'a', clientId: 'b', clientSecret: 'c', tokenStore };
export const signedIn = createClient({ credential: library.createRefreshTokenCredential(identity) });
`;

test('values of one installed copy of the client fit the types of another', async () => {
  const folder = join(inject('project'), 'two-copies');
  await mkdir(join(folder, 'library/node_modules'), { recursive: true });
  for (const copy of [folder, join(folder, 'library')])
    await cp(join(inject('project'), name), join(copy, name), { recursive: true });
  await writeFile(join(folder, 'library/index.mts'), library);
  await writeFile(join(folder, 'program.mts'), program);
  const compilerOptions = { skipLibCheck: false, types: [], lib: ['es2023', 'dom', 'dom.asynciterable'] };
  const extended = fileURLToPath(new URL('../../tsconfig.json', import.meta.url));
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ extends: extended, compilerOptions, files: ['program.mts'] }),
  );
  const compiler = fileURLToPath(new URL('../bin/tsc', import.meta.resolve('typescript')));
  const compiled = run(process.execPath, [compiler, '-p', folder]).catch(
    (error: { readonly stdout: string }) => error,
  );
  expect((await compiled).stdout).toBe('');
});
