import { Writable } from 'node:stream';
import { Command, Help } from 'commander';
import { describe, expect, test } from 'vitest';
import { describeCommand, describeItem, explain, helpText, helpWidthOf } from '../../src/output/help-text.ts';
import { createProgram } from '../../src/program.ts';

function contextOf(columns?: number) {
  const env: Record<string, string> = columns === undefined ? {} : { COLUMNS: String(columns) };
  return { stdout: new Writable(), stderr: new Writable(), env, abortSignal: new AbortController().signal };
}

describe('help', () => {
  test('is as wide as the terminal, 100 columns at most, and 80 in a pipe', () => {
    expect([undefined, 44, 100, 101].map((columns) => helpWidthOf(contextOf(columns)))).toStrictEqual([
      80, 44, 100, 100,
    ]);
  });

  test.for([
    // Paragraphs are filled anew; an empty line and a colon end them.
    [20, 'one two\nthree four five six', 'one two three four\nfive six'],
    [20, 'one\n\ntwo', 'one\n\ntwo'],
    [20, 'one:\ntwo', 'one:\ntwo'],
    // Entries keep their lines, and what is indented further goes on with them.
    [
      30,
      'Codes:\n  0  done, and nothing was found\n     to act on\n  1  found',
      'Codes:\n  0  done, and nothing was\n     found to act on\n  1  found',
    ],
    [40, '  name two  a text\n            goes on', '  name two  a text goes on'],
    [24, '  name  one two three four', '  name  one two three\n        four'],
    // A name that takes more than half of the line has its description below.
    [24, '  a-long-name  one two three four', '  a-long-name\n      one two three four'],
    [26, '  name-of-9  one', '  name-of-9  one'],
    [25, '  name-of-9-  one', '  name-of-9-\n      one'],
    [18, '  name  indivisible', '  name\n      indivisible'],
    [19, '  name  indivisible', '  name  indivisible'],
    // Examples are wrapped as commands are.
    [20, '  program --first one --second two', '  program --first\n      one --second\n      two'],
    [20, '  one\ntwo', '  one\ntwo'],
  ] as const)('of %d columns wraps %j', ([width, text, wrapped]) => {
    expect(helpText(text, contextOf(width))()).toBe(wrapped);
  });

  test('says what a command does, and has its examples', () => {
    const command = new Command('x').description('do something');
    const describeAt80 = () => describeCommand(command, contextOf());
    expect(describeAt80()).toBe('Do something');
    explain(command, { examples: '\n\n  x --one\n  x --two' });
    expect(describeAt80()).toBe('Do something\n\nExamples:\n  x --one\n  x --two');
    explain(command, { about: '\nDoes something.', examples: '\n  x --one' });
    expect(describeAt80()).toBe('Does something.\n\nExamples:\n  x --one');
    expect(describeCommand(command, contextOf(10))).toBe('Does\nsomething.\n\nExamples:\n  x --one');
    expect(describeCommand(new Command('y'), contextOf())).toBe('');
    expect(describeCommand(new Command('y').description('äther'), contextOf())).toBe('Äther');
  });

  test('has a description beside the name of an option, and below it where the line is short', () => {
    const helper = Object.assign(new Help(), { helpWidth: 44, minWidthToWrap: 10 });
    const item = (termWidth: number) => describeItem('--name', termWidth, 'what it is for', helper);
    expect(item(16)).toBe('  --name            what it is for');
    expect(item(17)).toBe('  --name\n      what it is for');
    expect(describeItem('--name', 40, '', helper)).toBe('  --name');
    const unknown = Object.assign(new Help(), { minWidthToWrap: 10 });
    expect(describeItem('--name', 52, 'what it is for', unknown)).toMatch(/^ {2}--name {48}what it is for$/);
    expect(describeItem('--name', 53, 'what it is for', unknown)).toBe('  --name\n      what it is for');
  });
});

/** Every command with the words that call it, except for those that only a shell calls. */
function allCommands(): ReadonlyMap<string, Command> {
  const below = (command: Command, path: string): (readonly [string, Command])[] => [
    [path, command],
    ...command.commands
      .filter((inner) => inner.name() !== 'complete')
      .flatMap((inner) => below(inner, `${path} ${inner.name()}`)),
  ];
  return new Map(below(createProgram(contextOf(), { end() {}, writeHelp() {} }), 'licenses-usage'));
}

test('every command, option and argument says what it is for', () => {
  const silent = [...allCommands()].flatMap(([path, command]) => {
    const { options, registeredArguments } = command;
    const parts = [
      [path, command.description()],
      ...options.map(({ flags, description }) => [`${path} ${flags}`, description]),
      ...registeredArguments.map((argument) => [`${path} <${argument.name()}>`, argument.description]),
    ];
    return parts.filter(([, text = '']) => !/\w{3}/.test(text)).map(([name]) => name);
  });
  expect(silent).toStrictEqual([]);
});

test('the first example of a command calls it', () => {
  const wrong = [...allCommands()]
    .map(([path, command]) => {
      const help = describeCommand(command, contextOf());
      return { path, example: /\nExamples:\n {2}(.*)/.exec(help)?.[1] ?? '' };
    })
    .filter(({ path, example }) => !new RegExp(`(?:^|[(])${path}\\b`).test(example));
  expect(wrong).toStrictEqual([]);
});
