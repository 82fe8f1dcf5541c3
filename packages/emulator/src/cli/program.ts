import { Command, Option } from 'commander';

import packageJson from '../../package.json' with { type: 'json' };
import { faultGroups } from '../faults/catalogue.ts';
import { faultHeader } from '../fault-rules.ts';
import type { DataSet } from '../facts/data-set.ts';
import type { FaultRule, RequestBudget } from '../options.ts';
import { readDataFile } from './read-data-file.ts';
import { readBudget, readDuration, readFaultWord, readNumber } from './read-values.ts';

/** The values of the switches, under commander's names. */
export interface Switches {
  readonly port: number;
  readonly host: string;
  readonly allowHost?: string[];
  readonly allowOrigin?: string[];
  readonly customers?: number;
  readonly seed?: number;
  readonly snapshotDate?: string;
  readonly data?: DataSet | 'documented';
  readonly bom: boolean;
  readonly caseSensitiveFilter?: true;
  readonly latency?: number;
  readonly throttle?: RequestBudget;
  readonly throttleCustomer?: RequestBudget;
  readonly retryAfter: 'seconds' | 'date' | 'none';
  readonly fault?: FaultRule[];
  readonly requireIssuedTokens?: true;
  readonly tokenLifetime?: number;
  readonly mfa: boolean;
  readonly quiet?: true;
  readonly jsonLog?: true;
}

interface ProgramContext {
  readonly serve: (switches: Switches) => Promise<void>;
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
}

const examples = `
Conditions of a fault follow a colon: operation=…, probability=…, request=… (the n-th).
For a single request, send the header ${faultHeader}: <names>.

Examples:
  licenses-usage-emulator --port 4010 --customers 200 --seed 7
  licenses-usage-emulator --data saved.json --no-bom
  licenses-usage-emulator --throttle 60/1m --fault throttled:probability=0.1
  licenses-usage-emulator --fault connection-reset:operation=listLicensesUsage,request=2
  licenses-usage-emulator --allow-origin http://localhost:5173
  licenses-usage-emulator faults`;

/** The command line. Without a command, it serves. */
export function createProgram({ serve, write, writeError }: ProgramContext): Command {
  const program = new Command('licenses-usage-emulator')
    .description('A local stand-in for the licence-usage part of Microsoft Partner Center.')
    .version(packageJson.version)
    .configureOutput({
      writeOut: write,
      writeErr: writeError,
      // One line for each error: "unknown option '--prot' (Did you mean --port?); see --help."
      outputError: (text, print) => {
        const problem = text.replace(/^error: |\.?\n$/g, '').replaceAll('\n', ' ');
        print(`${problem}; see --help.\n`);
      },
    })
    .exitOverride()
    .optionsGroup('Where:')
    .addOption(option('--port <number>', 'port to listen on; 0 for a free one', readNumber).default(4010))
    .addOption(
      new Option('--host <address>', 'address to listen on').default('127.0.0.1', 'this machine only'),
    )
    .addOption(repeated('--allow-host <name>', 'also answer requests for this Host; may be repeated'))
    .addOption(repeated('--allow-origin <origin>', 'let its pages read answers (CORS); may be repeated'))
    .optionsGroup('Facts:')
    .addOption(option('--customers <number>', 'how many customers there are (default: 12)', readNumber))
    .addOption(option('--seed <number>', 'seed of the computed customers (default: 1)', readNumber))
    .option('--snapshot-date <day>', 'day of the latest Office 365 snapshot (default: Thursday of last week)')
    .option(
      '--data <file>',
      'serve the rows of a saved answer; "documented" serves the facts of the documentation',
      readDataFile,
    )
    .optionsGroup('Behaviour:')
    .option('--no-bom', 'send JSON without a byte order mark')
    .option('--case-sensitive-filter', 'make filter values case-sensitive')
    .addOption(option('--latency <duration>', 'delay every answer, such as 50ms', readDuration))
    .addOption(option('--throttle <limit>', 'limit the partner, such as 60/1m', readBudget))
    .addOption(option('--throttle-customer <limit>', 'limit partner and customer together', readBudget))
    .addOption(
      new Option('--retry-after <form>', 'form of Retry-After in a 429')
        .choices(['seconds', 'date', 'none'])
        .default('seconds'),
    )
    .addOption(repeated('--fault <fault>', 'enable a fault; may be repeated', readFaultWord))
    .optionsGroup('Tokens:')
    .option('--require-issued-tokens', 'refuse tokens that did not come from the emulator')
    .addOption(option('--token-lifetime <duration>', 'life of access tokens (default: 60m)', readDuration))
    .option('--no-mfa', 'issue tokens of a user without multi-factor authentication')
    .optionsGroup('Output:')
    .option('--quiet', 'do not log requests')
    .option('--json-log', 'log one JSON object for each request, and nothing else')
    .addHelpText('after', examples)
    .allowExcessArguments()
    .action((switches: Switches, command: Command) => {
      const [word] = command.args;
      return word === undefined ? serve(switches) : command.error(`There is no command "${word}"`);
    });
  program
    .command('faults')
    .description('list the faults that can be enabled')
    .allowExcessArguments(false)
    .action(() => write(`${listFaults()}\n`));
  return program;
}

function option(flags: string, description: string, read: (name: string, text: string) => unknown): Option {
  const [name = flags] = flags.split(' ');
  return new Option(flags, description).argParser((text) => read(name, text));
}

function repeated(
  flags: string,
  description: string,
  read: (text: string) => unknown = (text) => text,
): Option {
  return new Option(flags, description).argParser<unknown[] | undefined>((text, values) => [
    ...(values ?? []),
    read(text),
  ]);
}

/** Lists every fault with its summary, by group. */
function listFaults(): string {
  const groups = Object.entries(faultGroups).map(([title, group]) => {
    const faults = Object.entries(group);
    const width = Math.max(...faults.map(([name]) => name.length));
    return [title, ...faults.map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`)].join('\n');
  });
  return groups.join('\n\n');
}
