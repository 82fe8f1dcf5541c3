import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { rolldown, type OutputChunk } from 'rolldown';
import type { Scale, Section } from '../results.ts';
import { summarise } from '../../support/statistics.ts';

/** The smallest program that makes one call, for each client. */
const programs: Readonly<Record<string, Program>> = {
  ours: {
    imports: `import { createClient } from '@licenses-usage/client';`,
    call: `createClient({ credential: () => 'token' }).getPartnerLicensesUsage()`,
  },
  'openapi-fetch': {
    imports: `import createClient from 'openapi-fetch';`,
    call: `createClient().GET('/a')`,
  },
  'hey-api': {
    imports: `import { createClient, createConfig } from '@hey-api/client-fetch';`,
    call: `createClient(createConfig()).get({ url: '/a' })`,
  },
  '@azure-rest/core-client': {
    imports: `import { getClient } from '@azure-rest/core-client';`,
    call: `getClient('https://a.example').pathUnchecked('/a').get()`,
  },
  ky: { imports: `import ky from 'ky';`, call: `ky.get('https://a.example').json()` },
  axios: { imports: `import axios from 'axios';`, call: `axios.get('https://a.example')` },
};

interface Program {
  readonly imports: string;
  readonly call: string;
}

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The bytes that a client adds to a bundle, and the CPU time of importing it. */
export async function measureWeight({ isFull }: Scale): Promise<Section> {
  const rounds = isFull ? 25 : 7;
  const folder = await mkdtemp(join(tmpdir(), 'licenses-usage-bench-'));
  try {
    const table = await Promise.all(
      Object.entries(programs).map(async ([name, program], index) => {
        const bundle = await bundleOf(program, join(folder, String(index)));
        return [name, { 'gzip, kB': summarise([bundle.gzipInBytes / 1000]), bundle: bundle.entry }] as const;
      }),
    );
    const costs = new Map<string, number[]>(table.map(([name]) => [name, []]));
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, { bundle }] of table) {
        const emptyInMs = importCpuInMs();
        costs.get(name)?.push(importCpuInMs(bundle) - emptyInMs);
      }
    }
    const candidates = table.map(([name, { 'gzip, kB': gzip }]) => [
      name,
      { 'gzip, kB': gzip, 'import, ms of CPU': summarise(costs.get(name) ?? []) },
    ]);
    return { title: 'Weight of a program of one call', rounds, candidates: Object.fromEntries(candidates) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Bundled twice: to weigh the initial chunks, and to load the imports in a process. */
async function bundleOf({ imports, call }: Program, folder: string) {
  const [, names = ''] = /import \{? ?([\w, ]+?) ?\}? from/.exec(imports) ?? [];
  // A top-level `await` would keep the bundler from putting the initial code into one file.
  const weighed = await build(
    `${imports} void ${call}.then(console.log);`,
    'browser',
    join(folder, 'weighed'),
  );
  const imported = await build(
    `${imports} globalThis.loaded = [${names}];`,
    'node',
    join(folder, 'imported'),
  );
  const [entry] = imported;
  if (entry === undefined) throw new Error(`There is no entry in the bundle of ${imports}`);
  return {
    gzipInBytes: weighed.reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0),
    entry: join(folder, 'imported', entry.fileName),
  };
}

/** Returns the initial chunks, the entry first, without those that are imported lazily. */
async function build(
  text: string,
  platform: 'browser' | 'node',
  dir: string,
): Promise<readonly OutputChunk[]> {
  const virtual = '\0program';
  const bundle = await rolldown({
    input: virtual,
    cwd: root,
    platform,
    logLevel: 'silent',
    plugins: [
      {
        name: 'program',
        resolveId: (id, importer) =>
          id === virtual ? id : importer === virtual ? fileURLToPath(import.meta.resolve(id)) : null,
        load: (id) => (id === virtual ? text : null),
      },
    ],
  });
  const { output } = await bundle.write({ dir, format: 'esm', minify: true });
  await bundle.close();
  await writeFile(join(dir, 'package.json'), '{ "type": "module" }');
  const chunks = output.filter((each) => each.type === 'chunk');
  const initial = new Set(chunks.filter(({ isEntry }) => isEntry));
  // The loop also visits the chunks that it adds.
  for (const { imports } of initial)
    for (const chunk of chunks) if (imports.includes(chunk.fileName)) initial.add(chunk);
  return [...initial];
}

function importCpuInMs(file?: string): number {
  const line = file === undefined ? '' : `await import(${JSON.stringify(file)});`;
  const program = `${line} const { user, system } = process.cpuUsage(); console.log(user + system)`;
  const options = { encoding: 'utf8' } as const;
  return Number(execFileSync(process.execPath, ['--input-type=module', '--eval', program], options)) / 1000;
}
