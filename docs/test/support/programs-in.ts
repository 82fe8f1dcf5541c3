import { blocksIn, type Block } from './blocks-in.ts';
import * as reader from './what-the-reader-has.ts';

/** A program that a document shows, ready to be saved and run. */
export interface Program {
  readonly file: string;
  readonly title: string;
  readonly source: string;
  /** The output in the document, if it has one. */
  readonly output: string | undefined;
}

/**
 * The programs of a document. A block with a file name in its first line is a whole program, and a `text` block after it
 * is its output. Any other TypeScript block is a piece: it goes on from the imports and the `client` of the first one.
 */
export function programsIn(markdown: string): readonly Program[] {
  const blocks = blocksIn(markdown);
  const first = blocks.find(({ language }) => language === 'ts');
  return blocks.flatMap((block, index) => {
    if (block.language !== 'ts') return [];
    const next = blocks[index + 1];
    const output = block.file !== undefined && next?.language === 'text' ? next.content : undefined;
    const file = block.file ?? `piece-${index + 1}.mts`;
    const source = block.file === undefined ? complete(block, first) : block.content;
    return [{ file, title: `${file}, under "${block.heading}",`, source, output }];
  });
}

const importStatement = /^import \{([^}]*)\} from '([^']*)';$/gm;
const clientStatement = /^(?:export )?const client = [^;]*;$/m;

/** Prepends to a piece the names from the first block, and those that a document leaves to its reader. */
function complete(piece: Block, first: Block | undefined): string {
  const body = piece.content.replaceAll(importStatement, '');
  const isContinued = uses('client', body) && !/\bconst client\b/.test(body);
  const client = isContinued ? (clientStatement.exec(first?.content ?? '')?.[0] ?? '') : '';
  const imports = importsOf(piece.content);
  for (const [name, from] of importsOf(first?.content ?? '')) if (uses(name, client)) imports.set(name, from);
  const isLeft = (name: string) => uses(name, client + body) && !new RegExp(`\\bconst ${name}\\b`).test(body);
  for (const name of Object.keys(reader).filter(isLeft)) imports.set(name, './what-the-reader-has.mts');
  const statements = [...imports].map(([name, from]) => `import { ${name} } from '${from}';`);
  // Some pieces return.
  return [...statements, client, 'async function piece() {', body, '}', 'await piece();', ''].join('\n');
}

/** The module of each imported name. */
function importsOf(source: string): Map<string, string> {
  return new Map(
    [...source.matchAll(importStatement)].flatMap(([, names = '', from = '']) =>
      names
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '')
        .map((name) => [name, from] as const),
    ),
  );
}

const uses = (name: string, source: string): boolean =>
  new RegExp(String.raw`(?<![.\w])${name}\b(?!:)`).test(source);
