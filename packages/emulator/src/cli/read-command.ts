import { parseArgs, type ParseArgsConfig } from 'node:util';

import { nearest } from '../faults/fault-rules.ts';
import { type EmulatorOptions, EmulatorOptionsError } from '../options.ts';
import { readDataFile } from './read-data-file.ts';
import { readBudget, readDuration, readFaultWord, readNumber } from './read-values.ts';

export type Command =
  | { readonly kind: 'help' | 'version' | 'faults' }
  | {
      readonly kind: 'serve';
      readonly options: EmulatorOptions;
      readonly port: number;
      readonly host: string;
      readonly log: 'line' | 'json' | 'none';
    };

const defaultPort = 4010;

const switches = {
  port: { type: 'string' },
  host: { type: 'string' },
  customers: { type: 'string' },
  seed: { type: 'string' },
  'snapshot-date': { type: 'string' },
  data: { type: 'string' },
  'no-bom': { type: 'boolean' },
  'case-sensitive-filter': { type: 'boolean' },
  latency: { type: 'string' },
  throttle: { type: 'string' },
  'throttle-customer': { type: 'string' },
  'retry-after': { type: 'string' },
  fault: { type: 'string', multiple: true },
  'require-issued-tokens': { type: 'boolean' },
  'token-lifetime': { type: 'string' },
  'no-mfa': { type: 'boolean' },
  quiet: { type: 'boolean' },
  'json-log': { type: 'boolean' },
  help: { type: 'boolean' },
  version: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options'];

type Values = ReturnType<typeof parse>['values'];

/** @throws EmulatorOptionsError for a word that the program doesn't know or a value that it can't use. */
export function readCommand(words: readonly string[]): Command {
  const { values, positionals } = parse(words);
  const [word, ...rest] = positionals;
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  if (word === 'faults' && rest.length === 0) return { kind: 'faults' };
  if (word !== undefined) {
    throw new EmulatorOptionsError(`There is no command "${positionals.join(' ')}"; see --help.`);
  }
  return {
    kind: 'serve',
    options: readOptions(values),
    port: readNumber('--port', values.port) ?? defaultPort,
    host: values.host ?? '127.0.0.1',
    log: values.quiet ? 'none' : values['json-log'] ? 'json' : 'line',
  };
}

function parse(words: readonly string[]) {
  const unknown = words.find((word) => word.startsWith('--') && !isKnown(word));
  if (unknown !== undefined) {
    const name = unknown.replace(/=.*/s, '');
    const known = nearest(
      name,
      Object.keys(switches).map((key) => `--${key}`),
    );
    throw new EmulatorOptionsError(`There is no switch "${name}". The nearest is "${known}"; see --help.`);
  }
  try {
    return parseArgs({ args: [...words], options: switches, allowPositionals: true });
  } catch (error) {
    const [reason = ''] = error instanceof Error ? error.message.split(/[\n.]/) : [];
    throw new EmulatorOptionsError(`${reason}; see --help.`);
  }
}

function isKnown(word: string): boolean {
  return Object.hasOwn(switches, word.slice(2).replace(/=.*/s, ''));
}

function readOptions(values: Values): EmulatorOptions {
  const customers = readNumber('--customers', values.customers);
  const seed = readNumber('--seed', values.seed);
  const latencyInMs = readDuration('--latency', values.latency);
  const lifetimeInMs = readDuration('--token-lifetime', values['token-lifetime']);
  const partner = readBudget('--throttle', values.throttle);
  const customer = readBudget('--throttle-customer', values['throttle-customer']);
  const retryAfter = readRetryAfter(values['retry-after']);
  const snapshotDate = values['snapshot-date'];
  return {
    ...(values.data !== undefined && { data: readDataFile(values.data) }),
    ...(customers !== undefined && { customers }),
    ...(seed !== undefined && { seed }),
    ...(snapshotDate !== undefined && { snapshotDate }),
    ...(latencyInMs !== undefined && { latencyInMs }),
    bom: !values['no-bom'],
    caseSensitiveFilter: values['case-sensitive-filter'] ?? false,
    faults: (values.fault ?? []).map(readFaultWord),
    throttling: {
      ...(partner !== undefined && { partner }),
      ...(customer !== undefined && { customer }),
      retryAfter,
    },
    tokens: {
      requireIssued: values['require-issued-tokens'] ?? false,
      mfa: !values['no-mfa'],
      ...(lifetimeInMs !== undefined && { lifetimeInMs }),
    },
  };
}

function readRetryAfter(text: string | undefined): 'seconds' | 'date' | 'none' {
  if (text === undefined || text === 'seconds') return 'seconds';
  if (text === 'date' || text === 'none') return text;
  throw new EmulatorOptionsError(`--retry-after is "${text}"; it must be seconds, date or none.`);
}
