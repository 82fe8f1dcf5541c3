import type { History, HistoryKind, HistoryWhere, Snapshot } from '@licenses-usage/history';
import { Option } from 'commander';
import { CommandError, exitCode } from '../exit.ts';
import { readNumber } from '../options.ts';
import type { FormatName } from '../output/formats.ts';
import type { HistoryOptions } from './open.ts';
import { readFields, readKind, readWhere } from './select.ts';
import { atRiskTable, changeTable, snapshotTable, trendTable, type Table } from './tables.ts';

/** The options of every command that queries a history. */
export interface AskOptions extends HistoryOptions {
  readonly format: FormatName;
  readonly out?: string;
  readonly quiet?: true;
  readonly deployment?: true;
  readonly by?: string;
  readonly since?: string;
  readonly to?: string;
  readonly fell?: number;
  readonly rose?: number;
  readonly came?: true;
  readonly went?: true;
  readonly below?: number;
  readonly minQualified?: number;
  readonly only?: readonly string[];
  readonly except?: readonly string[];
}

/** What questions ask a history for. */
export type AskedHistory = Pick<History, 'snapshots' | 'trend' | 'changes' | 'atRisk'>;

/** A command that prints a history's answer. */
export interface Question {
  readonly name: string;
  readonly description: string;
  readonly options: readonly Option[];
  /** Reads the options before the history is opened, and returns the query. */
  readonly prepare: (options: AskOptions) => (history: AskedHistory) => Promise<Table>;
  /** Whether a finding gives exit code 1, so that a cron line can alert. */
  readonly alerts?: true;
  readonly help?: string;
  /** What to try when nothing is found. */
  readonly advice?: string;
}

const kindOption = new Option('--deployment', 'read deployment in place of usage');
const byOption = new Option(
  '--by <list>',
  'service, workload, channel, customer, product, separated by commas',
);
const onlyOption = new Option('--only <field=value...>', 'only matching rows, such as customer=Contoso');
const exceptOption = new Option(
  '--except <field=value...>',
  'leave out matching rows, such as product=Visio',
);
const profileOption = new Option('--profile <name>', 'only the partner of this profile');
const everyProfileOption = new Option('--all-profiles', 'every partner, which is the default');
/** Which partner. */
const partnerOptions = [profileOption, everyProfileOption];
/** Which rows a file gets. */
export const exportedOptions: readonly Option[] = [kindOption, onlyOption, ...partnerOptions];
/** Which rows a question is about. */
const askedOptions = [kindOption, onlyOption, exceptOption, ...partnerOptions];
const toOption = new Option('--to <date>', 'as of this day (default: the latest)');

const list: Question = {
  name: 'list',
  description: 'list the snapshots',
  options: partnerOptions,
  prepare:
    ({ profile }) =>
    async (history) =>
      snapshotTable(
        (await history.snapshots()).filter(({ partner }) => profile === undefined || partner === profile),
      ),
};

const trend: Question = {
  name: 'trend',
  description: 'show the percentages over time',
  options: [byOption, new Option('--since <date>', 'leave out earlier snapshots'), ...askedOptions],
  prepare: ({ by, since, ...options }) => {
    const asked = { by: by === undefined ? undefined : readFields(by), since, ...askedOf(options) };
    return async (history) => trendTable(await history.trend(asked));
  },
};

const changes: Question = {
  name: 'changes',
  description: 'show what fell, rose, came or went since an earlier snapshot',
  options: [
    byOption,
    pointsOption('--fell <points>', 'what fell by at least this many percentage points'),
    pointsOption('--rose <points>', 'what rose by at least this many percentage points'),
    new Option('--came', 'what has rows only in the later snapshot'),
    new Option('--went', 'what no longer has rows: no data, which is not 0'),
    new Option('--since <date>', 'compare with the snapshot of this day (default: the one before the last)'),
    toOption,
    ...askedOptions,
  ],
  alerts: true,
  advice: 'Add --fell 1 --rose 1 for smaller changes, or --since <date> to compare with an earlier snapshot.',
  help: '\nWithout --fell, --rose, --came and --went: all four, by 10 points.\n\nExit codes: 0 no such change, 1 found, 2 bad input, 4 nothing to compare.',
  prepare: ({ by, since, to, fell, rose, came, went, ...options }) => {
    const asked = {
      by: by === undefined ? undefined : readFields(by),
      from: since,
      to,
      fellBy: fell,
      roseBy: rose,
      came,
      went,
      ...askedOf(options),
    };
    return async (history) => {
      if (!hasPair(await history.snapshots(), asked.kind))
        throw new CommandError(
          'There are no two snapshots to compare. Record again next week, or with --weeks.',
          exitCode.notComparable,
        );
      return changeTable(await history.changes(asked));
    };
  },
};

const atRisk: Question = {
  name: 'at-risk',
  description: 'list customers that use few of their licences',
  options: [
    pointsOption('--below <percent>', 'the percentage below which usage is too low (default: 40)'),
    pointsOption('--min-qualified <number>', 'leave out rows with fewer qualified licences (default: 1)'),
    toOption,
    ...askedOptions,
  ],
  alerts: true,
  help: '\nExit codes: 0 none, 1 found, 2 bad input.',
  prepare: ({ below, minQualified, to, ...options }) => {
    const asked = { below, minQualified, to, ...askedOf(options) };
    return async (history) => atRiskTable(await history.atRisk(asked));
  },
};

function askedOf(options: Pick<AskOptions, 'deployment' | 'only' | 'except' | 'profile'>) {
  return {
    kind: readKind(options.deployment),
    where: whereOf(options),
    except: readWhere('--except', options.except),
  };
}

/** The condition from `--only` and `--profile`. */
export function whereOf({ only, profile }: Pick<AskOptions, 'only' | 'profile'>): HistoryWhere {
  const where = readWhere('--only', only);
  if (profile === undefined) return where;
  if (where.partner === undefined) return { ...where, partner: profile };
  throw new CommandError('--profile and --only partner=… select the same: leave one out.');
}

export const questions: readonly Question[] = [list, trend, changes, atRisk];

/** Whether a service has two snapshots of a kind. Dates alone don't tell, because services have different dates. */
function hasPair(snapshots: readonly Snapshot[], kind: HistoryKind): boolean {
  const lines = snapshots
    .filter((snapshot) => snapshot.kind === kind)
    .map(({ partner, serviceCode }) => JSON.stringify([partner, serviceCode]));
  return new Set(lines).size < lines.length;
}

function pointsOption(flags: string, description: string): Option {
  const [name = flags] = flags.split(' ');
  return new Option(flags, description).argParser((text) => readNumber(name, text, { from: 0 }, 10));
}
