import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

/** A declaration in the generated code: a type, or a member of it. */
export interface Declared {
  /** `LicensesUsageRow`, or `LicensesUsageClient` for its methods. */
  readonly type: string;
  readonly member?: string;
}

/** Finds references to generated declarations with the compiler. */
export interface ReferenceFinder {
  /** @returns the places, as `file:line` below the root, in the order of the files; generated ones are left out. */
  find(declared: Declared): readonly string[];
}

const generated = 'packages/client/src/generated/';
/** The files that declare types, for users and for the wire format. */
const declarations = ['models.ts', 'client.ts', 'schema.ts'];

/** Reads the files, which takes seconds. Searches are fast afterwards. */
export function createReferenceFinder(root: string, files: readonly string[]): ReferenceFinder {
  const paths = files.map((file) => join(root, file));
  const service = ts.createLanguageService({
    getCompilationSettings: () => ({
      ...ts.getDefaultCompilerOptions(),
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      allowImportingTsExtensions: true,
      strict: true,
      skipLibCheck: true,
      noEmit: true,
      types: [],
    }),
    getScriptFileNames: () => paths,
    getScriptVersion: () => '1',
    getScriptSnapshot: (path) => {
      const text = ts.sys.readFile(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
    fileExists: (path) => ts.sys.fileExists(path),
    readFile: (path) => ts.sys.readFile(path),
    directoryExists: (path) => ts.sys.directoryExists(path),
    getDirectories: (path) => ts.sys.getDirectories(path),
    // Packages import each other through links in node_modules.
    realpath: (path) => ts.sys.realpath?.(path) ?? path,
  });
  return {
    find(declared) {
      const places = declarations.flatMap((name) => {
        const path = join(root, generated, name);
        const source = service.getProgram()?.getSourceFile(path);
        if (source === undefined) return [];
        return positionsIn(source, declared).flatMap((position) =>
          (service.getReferencesAtPosition(path, position) ?? []).map(({ fileName, textSpan }) => ({
            file: relative(root, fileName),
            line: lineAt(fileName, textSpan.start),
          })),
        );
      });
      const own = places.filter(({ file }) => !file.includes('/generated/') && !file.startsWith('..'));
      return [...new Set(own.map(({ file, line }) => `${file}:${line}`))];
    },
  };
}

/** The positions of a declaration in a file. A schema of the wire format is a property with its name. */
function positionsIn(source: ts.SourceFile, { type, member }: Declared): readonly number[] {
  const found: number[] = [];
  const visit = (node: ts.Node, owners: readonly string[]): void => {
    const name = nameOf(node);
    const [owner] = owners;
    const isSought = member === undefined ? name === type : name === member && owner === type;
    if (isSought && name !== undefined) found.push(nameStart(node, source));
    ts.forEachChild(node, (child) => visit(child, name === undefined ? owners : [name, ...owners]));
  };
  visit(source, []);
  return found;
}

function nameOf(node: ts.Node): string | undefined {
  const isNamed =
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isPropertySignature(node) ||
    ts.isMethodSignature(node);
  if (!isNamed) return undefined;
  const { name } = node;
  return ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : undefined;
}

function nameStart(node: ts.Node, source: ts.SourceFile): number {
  const name = ts.getNameOfDeclaration(ts.isClassElement(node) || ts.isTypeElement(node) ? node : undefined);
  if (name !== undefined) return name.getStart(source);
  const identifier = node.getChildren(source).find((child) => ts.isIdentifier(child));
  return (identifier ?? node).getStart(source);
}

function lineAt(path: string, offset: number): number {
  return readFileSync(path, 'utf8').slice(0, offset).split('\n').length;
}
