import type { Command } from 'commander';

/**
 * Prepares the words of a command line for commander, which shows help in place of an unknown command as soon as help
 * is asked for: `help nope` and `nope --help`. `help usage` becomes `usage --help`, and what follows an unknown command
 * is left out, so that commander names the command and the one that may be meant.
 */
export function prepareWords(program: Command, words: readonly string[]): readonly string[] {
  const path: string[] = [];
  let command: Command | undefined = program;
  let asksForHelp = false;
  let rest = words;
  while (command.commands.length > 0) {
    const [word] = rest;
    if (word === undefined || word.startsWith('-')) break;
    rest = rest.slice(1);
    if (word === 'help') {
      asksForHelp = true;
      continue;
    }
    path.push(word);
    const found: Command | undefined = command.commands.find((each) => each.name() === word);
    if (found === undefined) return path;
    command = found;
  }
  return asksForHelp ? [...path, '--help'] : [...path, ...rest];
}
