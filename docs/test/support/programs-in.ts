import { blocksIn, type Block } from './blocks-in.ts';
import * as reader from './what-the-reader-has.ts';

/** A program that a document shows, ready to be saved and run. */
export interface Program {
  readonly file: string;
  readonly title: string;
  readonly source: string;
  /** What the document says it prints, where it says so. */
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
    const file = block.file ?? `piece-${index + 1}.ts`;
    const source = block.file === undefined ? complete(block, first) : block.content;
    return [{ file, title: `${file}, under "${block.heading}",`, source, output }];
  });
}

const importStatement = /^import [^;]*;$/gm;
const clientStatement = /^(?:export )?const client = [^;]*;$/m;

/** Puts in front of a piece what it takes from the first block, and what a document leaves to its reader. */
function complete(piece: Block, first: Block | undefined): string {
  const body = piece.content.replaceAll(importStatement, '');
  const isContinued = uses('client', body) && !declares('client', piece.content);
  const client = isContinued ? (clientStatement.exec(first?.content ?? '')?.[0] ?? '') : '';
  const imports = importsOf(piece.content);
  if (isContinued)
    imports.push(...importsOf(first?.content ?? '').filter((its) => isNew(its, client, imports)));
  const left = Object.keys(reader).filter(
    (name) => uses(name, client + body) && !declares(name, piece.content),
  );
  if (left.length > 0) imports.push(`import { ${left.join(', ')} } from './what-the-reader-has.ts';`);
  // Some pieces return.
  return [...imports, client, 'async function piece() {', body, '}', 'await piece();', ''].join('\n');
}

const importsOf = (source: string): string[] => source.match(importStatement) ?? [];
const namesOf = (statement: string): string[] =>
  (/\{([^}]*)\}/.exec(statement)?.[1] ?? '').split(',').map((name) => name.trim());

function isNew(statement: string, client: string, imports: readonly string[]): boolean {
  const isNeeded = namesOf(statement).some((name) => uses(name, client));
  return isNeeded && !imports.some((its) => namesOf(its).some((name) => namesOf(statement).includes(name)));
}

const uses = (name: string, source: string): boolean =>
  new RegExp(String.raw`(?<![.\w])${name}\b(?!:)`).test(source);
const declares = (name: string, source: string): boolean =>
  new RegExp(String.raw`\bconst ${name}\b|^import \{[^}]*\b${name}\b`, 'm').test(source);
