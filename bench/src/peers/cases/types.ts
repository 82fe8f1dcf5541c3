import { execFile } from 'node:child_process';
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Section } from '../results.ts';
import { summarise } from '../../support/statistics.ts';

/** A program that uses every operation and reads every answer. */
const operations = [
  `const customer = await client.getCustomerLicensesUsage('id'); console.log(customer.items[0]?.licensesActive);`,
  `const partner = await client.getPartnerLicensesUsage(); console.log(partner.items[0]?.channel);`,
  `for await (const row of client.listLicensesUsage({ groupBy: ['serviceCode'] })) console.log(row.serviceCode);`,
  `for await (const one of client.listCustomers()) console.log(one.id);`,
];

const begin = `import { createClient } from '@licenses-usage/client';
const client = createClient({ credential: () => 'token' });
export {};
`;

/** The work of a consumer's compiler in type instantiations, which is exact and the same on every machine. */
export async function measureTypes(): Promise<Section> {
  await access(declarations).catch(() => {
    throw new Error(`${declarations} is not there: npx -y pnpm@12 --filter @licenses-usage/client run build`);
  });
  const { resolve } = createRequire(import.meta.url);
  const compilers = {
    'TypeScript 5.9': join(dirname(resolve('typescript-5/package.json')), 'bin/tsc'),
    'TypeScript 7': join(dirname(resolve('typescript/package.json')), 'bin/tsc'),
  };
  const table = await Promise.all(
    Object.entries(compilers).map(async ([name, compiler]) => {
      const empty = await instantiationsOf(compiler, 'export {};\n');
      const used = await instantiationsOf(compiler, begin + operations.join('\n'));
      return [
        name,
        { 'instantiations per operation': summarise([(used - empty) / operations.length]) },
      ] as const;
    }),
  );
  return {
    title: 'Types of a program that calls every operation',
    rounds: 1,
    candidates: Object.fromEntries(table),
  };
}

/** The published declarations, which consumers compile against. */
const declarations = fileURLToPath(new URL('../../../../packages/client/dist/index.d.ts', import.meta.url));
const compilerOptions = {
  target: 'es2022',
  lib: ['es2022', 'dom'],
  module: 'nodenext',
  moduleResolution: 'nodenext',
  strict: true,
  noEmit: true,
  types: [],
  paths: { '@licenses-usage/client': [declarations] },
};

async function instantiationsOf(compiler: string, program: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'licenses-usage-types-'));
  try {
    await writeFile(join(folder, 'program.mts'), program);
    await writeFile(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: ['program.mts'] }),
    );
    const words = [compiler, '--project', folder, '--extendedDiagnostics'];
    const { stdout } = await promisify(execFile)(process.execPath, words);
    const count = /^Instantiations:\s+(\d+)/m.exec(stdout)?.[1];
    if (count === undefined) throw new Error(`The compiler told no instantiations:\n${stdout}`);
    return Number(count);
  } finally {
    await rm(folder, { recursive: true });
  }
}
