import { describe, expect, test } from 'vitest';

import { createProgram } from '../../src/cli/program.ts';
import { faultNames } from '../../src/index.ts';
import { startProgram } from '../support/start-program.ts';

describe('licenses-usage-emulator', () => {
  test('prints its help, its version and its faults', async () => {
    const help = await startProgram('--help').finished();
    expect([help.code, help.error]).toEqual([0, '']);
    for (const word of [
      '--port',
      '--customers',
      '--seed',
      '--data',
      '--fault',
      '--json-log',
      '--allow-origin',
      'X-Emulator-Fault',
      'Examples:',
    ]) {
      expect(help.out).toContain(word);
    }
    expect(help.out).toMatch(/^Usage: licenses-usage-emulator \[options\] \[command\]\n\nA local stand-in /);
    expect(help.out.match(/^\w+:$/gm)).toEqual(
      ['Options', 'Where', 'Facts', 'Behaviour', 'Tokens', 'Output', 'Commands', 'Examples'].map(
        (group) => `${group}:`,
      ),
    );
    expect(help.out).toContain('(default: this machine only)');
    expect(help.out.replaceAll(/\s+/g, ' ')).toContain(
      '(choices: "seconds", "date", "none", default: "seconds")',
    );
    const version = await startProgram('--version').finished();
    expect(version.out).toMatch(/^\d+\.\d+\.\d+/);
    const faults = await startProgram('faults').finished();
    const lines = faults.out.split('\n');
    for (const name of faultNames) {
      expect(
        lines.filter((line) => line.match(new RegExp(`^ {2}${name} {2,}[A-Z0-9]\\S.*\\.$`))),
      ).toHaveLength(1);
    }
    const [refusals = ''] = faults.out.split('\n\n');
    const columns = refusals
      .split('\n')
      .slice(1)
      .map((line) => /^ {2}\S+ +/.exec(line)?.[0].length);
    expect(new Set(columns)).toEqual(new Set([Math.max(...columns.map(Number))]));
  });

  test('says what each switch and command is for', () => {
    const silent = (): void => undefined;
    const program = createProgram({ serve: async () => undefined, write: silent, writeError: silent });
    const descriptions = [
      program.description(),
      ...program.options.map(({ description }) => description),
      ...program.commands.map((command) => command.description()),
    ];
    expect(descriptions).not.toContain('');
  });
});
