import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { renderFiles } from '@licenses-usage/spec/render-files';

import type { JsonObject } from '../documents/json.ts';
import type { Finding } from './finding.ts';

const client = dirname(fileURLToPath(import.meta.resolve('@licenses-usage/client/package.json')));
const examples = fileURLToPath(new URL('examples', import.meta.resolve('@licenses-usage/spec/package.json')));
const compiler = createRequire(join(client, 'package.json')).resolve('typescript/package.json');

/** Compiles the client against types generated from a description. */
export interface TypeCheck {
  /** @returns the compiler's errors. */
  check(document: JsonObject): Promise<readonly Finding[]>;
  close(): Promise<void>;
}

/** A copy of the client's sources, into which the types of one description after the other are written. */
export async function createTypeCheck(): Promise<TypeCheck> {
  const folder = await mkdtemp(join(tmpdir(), 'client-types-'));
  const source = join(client, 'src');
  await cp(source, join(folder, 'src'), { recursive: true });
  await symlink(join(client, 'node_modules'), join(folder, 'node_modules'));
  await cp(join(client, 'package.json'), join(folder, 'package.json'));
  await symlink(examples, join(folder, 'examples'));
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ extends: join(client, 'tsconfig.json'), include: ['src'] }),
  );
  const verdicts = new Map<string, Promise<readonly Finding[]>>();
  let last: Promise<unknown> = Promise.resolve();

  async function compile(files: Awaited<ReturnType<typeof renderFiles>>): Promise<readonly Finding[]> {
    await Promise.all(files.map(({ name, text }) => writeFile(join(folder, 'src/generated', name), text)));
    return (await errorsOfCompiler(folder)).map((error) => ({
      place: `packages/client/${error}`,
      fault: 'The client does not compile against the types of the description.',
      repair: 'Correct the client, or the description.',
    }));
  }

  return {
    async check(document) {
      const description = join(folder, 'openapi.yaml');
      const turn = last.then(async () => {
        await writeFile(description, JSON.stringify(document));
        const files = await renderFiles(pathToFileURL(description));
        // What only a comment tells doesn't change what compiles.
        const key = files.map(({ text }) => text.replaceAll(/\/\*\*.*?\*\//gs, '')).join('');
        const verdict = verdicts.get(key) ?? compile(files);
        verdicts.set(key, verdict);
        return verdict;
      });
      last = turn.catch(() => undefined);
      return turn;
    },
    close: () => rm(folder, { recursive: true }),
  };
}

async function errorsOfCompiler(folder: string): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [join(dirname(compiler), 'bin/tsc'), '--noEmit', '-p', folder],
      (error, out) => {
        const lines = out.split('\n').filter((line) => line.includes('error TS'));
        if (error !== null && lines.length === 0)
          reject(new Error(`The compiler failed: ${out}`, { cause: error }));
        else resolve(lines.map((line) => line.replace(/^.*?(?=src\/)/, '')));
      },
    );
  });
}
