import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import type { Scale, Section } from '../results.ts';
import { summarise } from '../../support/statistics.ts';

/** The smallest program that makes one call, for each client. */
const programs: Readonly<Record<string, string>> = {
  ours: `import { createClient } from '@licenses-usage/client';
    console.log(await createClient({ credential: () => 'token' }).getPartnerLicensesUsage());`,
  'openapi-fetch': `import createClient from 'openapi-fetch'; console.log(await createClient().GET('/a'));`,
  'hey-api': `import { createClient, createConfig } from '@hey-api/client-fetch';
    console.log(await createClient(createConfig()).get({ url: '/a' }));`,
  '@azure-rest/core-client': `import { getClient } from '@azure-rest/core-client';
    console.log(await getClient('https://a.example').pathUnchecked('/a').get());`,
  ky: `import ky from 'ky'; console.log(await ky.get('https://a.example').json());`,
  axios: `import axios from 'axios'; console.log(await axios.get('https://a.example'));`,
};

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
async function bundleOf(program: string, folder: string) {
  const virtual = '\0program';
  const importsOnly =
    program.replace(/console\.log[\s\S]*$/, 'globalThis.loaded = [') + `${namesOf(program)}];`;
  const build = async (text: string, kind: string) => {
    const bundle = await rolldown({
      input: virtual,
      cwd: root,
      platform: kind === 'weighed' ? 'browser' : 'node',
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
    await bundle.write({ dir: join(folder, kind), format: 'esm', minify: true });
    await bundle.close();
    await writeFile(join(folder, kind, 'package.json'), '{ "type": "module" }');
    return join(folder, kind);
  };
  const weighed = await build(program, 'weighed');
  const imported = await build(importsOnly, 'imported');
  return { gzipInBytes: await gzipAtOnce(weighed), entry: join(imported, await entryIn(imported)) };
}

function namesOf(program: string): string {
  return /import \{? ?([\w, ]+?) ?\}? from/.exec(program)?.[1] ?? '';
}

async function entryIn(folder: string): Promise<string> {
  const files = await readdir(folder);
  const texts = await Promise.all(
    files.map(async (file) => ({ file, text: await readFile(join(folder, file), 'utf8') })),
  );
  const entry = texts.find(({ file, text }) => file.endsWith('.js') && text.includes('loaded'));
  if (entry === undefined) throw new Error(`There is no entry in ${files.join(', ')}.`);
  return entry.file;
}

/** Leaves out lazily imported chunks. */
async function gzipAtOnce(folder: string): Promise<number> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.js'));
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const later = new Set(
    texts.flatMap((text) => [...text.matchAll(/import\(["'`]\.\/([^"'`]+)/g)].map(([, file]) => file)),
  );
  const atOnce = files.flatMap((file, index) => (later.has(file) ? [] : [texts[index] ?? '']));
  return atOnce.reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0);
}

function importCpuInMs(file?: string): number {
  const line = file === undefined ? '' : `await import(${JSON.stringify(file)});`;
  const program = `${line} const { user, system } = process.cpuUsage(); console.log(user + system)`;
  const options = { encoding: 'utf8' } as const;
  return Number(execFileSync(process.execPath, ['--input-type=module', '--eval', program], options)) / 1000;
}
