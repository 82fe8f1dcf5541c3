import { isExported, readDeclarations, type Declaration } from './declaration.ts';

/** What users of a package can depend on. */
export interface ApiReport {
  readonly packageName: string;
  /** Files that can be read and programs that can be run, as lines of the report. */
  readonly ways: readonly string[];
  readonly modules: readonly ModuleApi[];
  /** Declarations that exported ones name but that can't be imported. */
  readonly unexported: readonly Declaration[];
}

export interface ModuleApi {
  readonly specifier: string;
  readonly declarations: readonly Declaration[];
}

const unexportedHeading = 'Named by these, not exported';

/** The report as the text of a file. */
export function renderReport({ packageName, ways, modules, unexported }: ApiReport): string {
  return [
    `# What \`${packageName}\` exports\n`,
    'Written by `npx -y pnpm@12 api:report`; do not edit.\n',
    ...(ways.length > 0 ? [`${ways.map((way) => `- ${way}`).join('\n')}\n`] : []),
    ...modules.map(({ specifier, declarations }) => renderModule(`\`${specifier}\``, declarations)),
    ...(unexported.length > 0 ? [renderModule(unexportedHeading, unexported)] : []),
  ].join('\n');
}

function renderModule(heading: string, declarations: readonly Declaration[]): string {
  const code = declarations.map(({ text }) => text).join('\n\n');
  return `## ${heading}\n\n\`\`\`ts\n${code}\n\`\`\`\n`;
}

/**
 * Reads what `renderReport` wrote.
 *
 * @throws Error when the text is not a report.
 */
export function readReport(text: string): ApiReport {
  const packageName = /^# What `(.+)` exports$/m.exec(text)?.[1];
  if (packageName === undefined) throw new Error('This is no report of what a package exports.');
  const [preface = '', ...sections] = text.split(/^## /m);
  const modules = sections.map((section) => {
    const [heading = ''] = section.split('\n', 1);
    const code = /```ts\n([^]*?)\n```/.exec(section)?.[1] ?? '';
    return { specifier: heading.replaceAll('`', ''), declarations: readDeclarations(code) };
  });
  return {
    packageName,
    ways: [...preface.matchAll(/^- (.+)$/gm)].map(([, way = '']) => way),
    modules: modules.filter(({ specifier }) => specifier !== unexportedHeading),
    unexported: modules
      .filter(({ specifier }) => specifier === unexportedHeading)
      .flatMap(({ declarations }) => declarations),
  };
}

/** Keeps exported declarations with their modules, and collects the others without duplicates. */
export function collectReport(
  packageName: string,
  ways: readonly string[],
  modules: readonly ModuleApi[],
): ApiReport {
  const exported = modules.flatMap(({ declarations }) => declarations.filter(isExported));
  const shown = new Set(exported.map(({ text }) => text.replaceAll(/^export /gm, '')));
  const others = new Map(
    modules
      .flatMap(({ declarations }) => declarations.filter((one) => !isExported(one) && !isImport(one)))
      .filter(({ text }) => !shown.has(text))
      .map((declaration) => [declaration.text, declaration]),
  );
  return {
    packageName,
    ways,
    modules: modules.map(({ specifier, declarations }) => ({
      specifier,
      declarations: declarations.filter((one) => isExported(one) || isImport(one)),
    })),
    unexported: [...others.values()].toSorted((left, right) => (left.text < right.text ? -1 : 1)),
  };
}

function isImport({ text }: Declaration): boolean {
  return text.startsWith('import ');
}
