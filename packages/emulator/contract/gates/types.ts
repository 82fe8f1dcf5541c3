import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { renderFiles } from '@licenses-usage/spec/render-files';

import { isObject, type JsonObject } from '../documents/json.ts';
import { GateFailure } from '../judges/gate-failure.ts';
import type { Finding } from './finding.ts';

const client = dirname(fileURLToPath(import.meta.resolve('@licenses-usage/client/package.json')));
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
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ extends: join(client, 'tsconfig.json'), include: ['src'] }),
  );
  const verdicts = new Map<string, Promise<readonly Finding[]>>();
  const rendered = new Map<string, Promise<readonly Finding[]>>();
  const description = join(folder, 'openapi.yaml');
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
      const text = typesOnly(document);
      const known = rendered.get(text);
      if (known !== undefined) return known;
      const turn = last.then(async () => {
        await writeFile(description, text);
        const files = await renderFiles(pathToFileURL(description));
        const key = files.map((file) => file.text).join('');
        const verdict = verdicts.get(key) ?? compile(files);
        verdicts.set(key, verdict);
        return verdict;
      });
      last = turn.catch(() => undefined);
      rendered.set(text, turn);
      return turn;
    },
    close: () => rm(folder, { recursive: true }),
  };
}

const withoutTypes = new Set(
  (
    'description summary examples example format pattern uniqueItems ' +
    'minimum maximum minLength maxLength minItems maxItems'
  ).split(' '),
);

/** The description without what leaves no trace in a type, so that nothing is compiled for its sake. */
function typesOnly(document: JsonObject): string {
  return JSON.stringify(document, (key, value: unknown) => {
    // A property may have such a name too, and then it is described by an object.
    const isKeyword = withoutTypes.has(key) && !isObject(value);
    return isKeyword || (isObject(value) && 'externalValue' in value) ? undefined : value;
  });
}

async function errorsOfCompiler(folder: string): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [join(dirname(compiler), 'bin/tsc'), '--noEmit', '-p', folder],
      (error, out) => {
        const lines = out.split('\n').filter((line) => line.includes('error TS'));
        if (error !== null && lines.length === 0)
          reject(new GateFailure(`The compiler failed: ${out}`, { cause: error }));
        else resolve(lines.map((line) => line.replace(/^.*?(?=src\/)/, '')));
      },
    );
  });
}
