/** A generated module: its text without the imports, and the generated modules that it may import from. */
export interface Module {
  readonly name: string;
  readonly body: string;
  readonly uses?: readonly string[];
}

/** The names that generated code imports from hand-written code, by file. */
const written: Readonly<Record<string, string>> = {
  '../call/client-context.ts': 'type ClientContext',
  '../decode/collection.ts': 'type ResourceAnswer, type ResourceCollection',
  '../decode/decoder.ts':
    'createDecoder, listOf, orNull, readBoolean, readCount, readDateTime, readInteger, readNumber, readText, readUnknown',
  '../decode/row.ts': 'createRowDecoder, isSmallCount, readRequiredText, renameCounts',
  '../input/own-parameters.ts': 'resolveOwnParameters, type CustomersFilter',
  '../operations/get.ts': 'getCollection, getResource',
  '../operations/list.ts': 'listBySeek, listBySkip',
  '../pages/list-query.ts': 'type RowsQuery, type SeekQuery',
  '../pages/list.ts': 'type ListPage',
  '../pages/paged-iterator.ts': 'type PagedAsyncIterableIterator',
  '../request-options.ts': 'type ListOptions, type RequestOptions',
};

/** The imports of a module: every name in its code that one of the other files exports. */
export function importsOf({ body, uses = [] }: Module, modules: readonly Module[]): string {
  const code = body.replaceAll(/\/\*[^]*?\*\/|^export \{.*|'[^'\n]*'|"[^"\n]*"/gm, '');
  const generated = uses.map((name) => {
    const exporting = modules.find((module) => module.name === name);
    return [`./${name}`, exportsOf(exporting?.body ?? '')] as const;
  });
  const files = [
    ...Object.entries(written).map(([file, names]) => [file, names.split(', ')] as const),
    ...generated,
  ];
  return files
    .map(([file, names]) => {
      const used = names.filter((name) => isUsed(name.replace('type ', ''), code));
      if (used.length === 0) return '';
      const isTypes = used.every((name) => name.startsWith('type '));
      const list = used.map((name) => (isTypes ? name.replace('type ', '') : name)).join(', ');
      return `import ${isTypes ? 'type ' : ''}{ ${list} } from '${file}';\n`;
    })
    .join('');
}

function exportsOf(body: string): readonly string[] {
  return [...body.matchAll(/^export (const|interface|type) (\w+)/gm)].map(([, kind, name]) =>
    kind === 'const' ? `${name}` : `type ${name}`,
  );
}

/** Matches the name as a word of its own that is neither a member nor a key. */
function isUsed(name: string, code: string): boolean {
  return new RegExp(String.raw`(?<![.\w])${name}(?!\w|\??:)`).test(code);
}
