import { type Command, Help } from 'commander';
import type { Context } from '../context.ts';
import { wrapWords } from './table.ts';
import { widthOf } from './terminal.ts';

/** Lines that are longer than this are hard to read. */
const widest = 100;

/** The width of help: that of the terminal, or 80 columns. */
export function helpWidthOf(context: Context): number {
  return Math.min(widest, widthOf(context) ?? 80);
}

/** The text that help shows before the options of a command. */
export interface Explanation {
  readonly about?: string;
  /** Shell commands, indented by two spaces. */
  readonly examples: string;
}

const explanations = new WeakMap<Command, Explanation>();

/** Puts examples before the options, because most readers look only for them. */
export function explain(command: Command, explanation: Explanation): void {
  explanations.set(command, explanation);
}

/** The description of a command with its examples, for `configureHelp`. */
export function describeCommand(command: Command, context: Context): string {
  const { about, examples } = explanations.get(command) ?? {};
  const parts = [
    // Short descriptions are also used in lists, where they begin in lower case.
    about?.trim() ?? command.description().replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()),
    examples === undefined ? '' : `Examples:\n${examples.replace(/^\n+/, '')}`,
  ];
  return wrapHelp(parts.filter((part) => part !== '').join('\n\n'), helpWidthOf(context));
}

/** The least width of descriptions beside the names of options. If any in a list has less, all of them go below. */
const leastRoom = 24;

/** An option or a command with its description, for `configureHelp`. */
export function describeItem(term: string, termWidth: number, description: string, helper: Help): string {
  const width = helper.helpWidth ?? 80;
  // Two spaces before the name, and two after it.
  if (width - termWidth - 4 >= leastRoom || description === '')
    return Help.prototype.formatItem.call(helper, term, termWidth, description, helper);
  return describeBelow(`  ${term}`, description, width);
}

/** Help that wraps between words, for `addHelpText`. */
export function helpText(text: string, context: Context): () => string {
  return () => wrapHelp(text, helpWidthOf(context));
}

/**
 * Wraps paragraphs, and lists of names and descriptions that are separated by two spaces. Lines that are indented
 * further than their list continue the previous entry.
 */
function wrapHelp(text: string, width: number): string {
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
  if (!hasRoomBeside(name.length, description, width)) return describeBelow(name, description, width);
  return name + wrapWords(description, width - name.length).replaceAll('\n', `\n${' '.repeat(name.length)}`);
}

/** Whether a description is readable beside a name, with all of its words within the line. */
function hasRoomBeside(nameLength: number, description: string, width: number): boolean {
  const longestWord = Math.max(...description.split(/\s+/).map((word) => word.length));
  return nameLength <= width / 2 && nameLength + longestWord <= width;
}

function describeBelow(name: string, description: string, width: number): string {
  return `${name.trimEnd()}\n      ${wrapWords(description, width - 6).replaceAll('\n', '\n      ')}`;
}
