import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { wrapWords } from './table.ts';
import { widthOf } from './terminal.ts';

/** Lines that are longer than this are hard to read. */
const widest = 100;

/** How wide help is: as the terminal, or 80 columns. */
export function helpWidthOf(context: Context): number {
  return Math.min(widest, widthOf(context) ?? 80);
}

/** What help says of a command before its options. */
export interface Explanation {
  readonly about?: string;
  /** Lines of a shell, indented by two blanks. */
  readonly examples: string;
}

const explanations = new WeakMap<Command, Explanation>();

/** Puts examples before the options: most readers look for nothing else. */
export function explain(command: Command, explanation: Explanation): void {
  explanations.set(command, explanation);
}

/** The description of a command with its examples, for `configureHelp`. */
export function describeCommand(command: Command, context: Context): string {
  const { about, examples } = explanations.get(command) ?? {};
  const parts = [
    // Short descriptions are in lists as well, where they begin small.
    about?.trim() ?? command.description().replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()),
    examples === undefined ? '' : `Examples:\n${examples.replace(/^\n+/, '')}`,
  ];
  return wrapHelp(parts.filter((part) => part !== '').join('\n\n'), helpWidthOf(context));
}

/** Help that wraps between words, for `addHelpText`. */
export function helpText(text: string, context: Context): () => string {
  return () => wrapHelp(text, helpWidthOf(context));
}

/**
 * Wraps paragraphs, and lists of a name and its description with two blanks between. Lines that are indented further than
 * their list go on with the entry before.
 */
export function wrapHelp(text: string, width: number): string {
  const blocks: string[] = [];
  for (const line of text.split('\n')) {
    const last = blocks.at(-1) ?? '';
    const isEntry = /^ {2}\S/.test(line);
    const goesOn =
      line !== '' &&
      !isEntry &&
      last !== '' &&
      !last.endsWith(':') &&
      (!last.startsWith('  ') || line.startsWith('   '));
    if (goesOn) blocks.splice(-1, 1, `${last} ${line.trim()}`);
    else blocks.push(line);
  }
  return blocks.map((block) => wrapBlock(block, width)).join('\n');
}

function wrapBlock(block: string, width: number): string {
  const [, name = '', description] = /^( {2}\S+(?: \S+)*? {2,})(\S.*)$/.exec(block) ?? [];
  if (description === undefined) {
    const indent = block.startsWith('  ') ? '      ' : '';
    return block.startsWith('  ')
      ? `  ${wrapWords(block.trim(), width - 2, indent.slice(2)).replaceAll('\n', '\n  ')}`
      : wrapWords(block, width);
  }
  // A name that leaves no room beside it has its description below.
  if (name.length > width / 2) {
    return `${name.trimEnd()}\n      ${wrapWords(description, width - 6).replaceAll('\n', '\n      ')}`;
  }
  return name + wrapWords(description, width - name.length).replaceAll('\n', `\n${' '.repeat(name.length)}`);
}
