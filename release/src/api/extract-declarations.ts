import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompilerState, Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import { readDeclarations, type Declaration } from './declaration.ts';

/**
 * Extracts the exported declarations of each declaration file of a package, and those that they name, ordered by
 * name.
 *
 * @throws Error with the compiler's message when a file can't be read, and when it declares nothing.
 */
export async function extractDeclarations(
  packageFolder: string,
  files: readonly string[],
): Promise<ReadonlyMap<string, readonly Declaration[]>> {
  const reportFolder = await mkdtemp(join(tmpdir(), 'api-report-'));
  try {
    const configs = files.map((file) => configure(packageFolder, file, reportFolder));
    const [first, ...others] = configs;
    if (first === undefined) return new Map();
    // The compiler reads the standard library only once.
    const compilerState = CompilerState.create(first, {
      additionalEntryPoints: others.map(({ mainEntryPointFilePath }) => mainEntryPointFilePath),
    });
    const found = new Map<string, readonly Declaration[]>();
    for (const [index, config] of configs.entries()) {
      const file = files[index] ?? '';
      found.set(file, await extract(config, compilerState, packageFolder, file));
    }
    return found;
  } finally {
    await rm(reportFolder, { recursive: true });
  }
}

async function extract(
  config: ExtractorConfig,
  compilerState: CompilerState,
  packageFolder: string,
  name: string,
): Promise<readonly Declaration[]> {
  const file = join(packageFolder, name);
  const complaints: string[] = [];
  const { errorCount } = Extractor.invoke(config, {
    compilerState,
    localBuild: true,
    messageCallback(message) {
      message.handled = true;
      if (message.logLevel !== ExtractorLogLevel.Error) return;
      const isElsewhere = message.sourceFilePath?.startsWith(packageFolder) === false;
      if (isElsewhere) message.logLevel = ExtractorLogLevel.None;
      else complaints.push(message.text);
    },
  });
  if (errorCount > 0) throw new Error(`${file}:\n${complaints.join('\n')}`);
  const declarations = readReport(await readFile(config.reportFilePath, 'utf8'));
  if (declarations.length === 0) throw new Error(`${file} declares nothing.`);
  return declarations;
}

function configure(projectFolder: string, types: string, reportFolder: string): ExtractorConfig {
  const entry = join(projectFolder, types);
  const silent = { default: { logLevel: ExtractorLogLevel.None } };
  return ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(projectFolder, 'package.json'),
    configObject: {
      projectFolder,
      newlineKind: 'lf',
      mainEntryPointFilePath: entry,
      compiler: { overrideTsconfig: { compilerOptions, files: [entry] } },
      apiReport: {
        enabled: true,
        reportFileName: 'entry',
        reportFolder,
        reportTempFolder: join(reportFolder, 'temporary'),
        includeForgottenExports: true,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
        extractorMessageReporting: silent,
        tsdocMessageReporting: silent,
      },
    },
  });
}

const compilerOptions = {
  target: 'es2023',
  lib: ['es2023', 'dom', 'dom.iterable', 'dom.asynciterable'],
  module: 'nodenext',
  moduleResolution: 'nodenext',
  strict: true,
  types: [],
  // A package that names types of another package reads its sources, whose errors are reported elsewhere.
  allowImportingTsExtensions: true,
  noEmit: true,
};

/** Removes the notes about missing documentation, which does not affect compilation. */
function readReport(report: string): readonly Declaration[] {
  const code = /```ts\n([^]*?)\n```/.exec(report)?.[1] ?? '';
  const bare = code
    .replaceAll(/(\S) \/\/ \(undocumented\)$/gm, '$1')
    .replaceAll(/^ *\/\/ \(No @packageDocumentation .*\n?/gm, '')
    .replaceAll(/^( *)\/\/(.*)$/gm, (_line, indent: string, words: string) => {
      const left = words.replaceAll(/@public|\(undocumented\)/g, '').trim();
      return left === '' ? dropped : `${indent}// ${left}`;
    })
    .split('\n')
    .filter((line) => line !== dropped)
    .join('\n');
  return readDeclarations(bare);
}

const dropped = '\0';
