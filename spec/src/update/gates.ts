import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** A check of a new description and everything generated from it, or a command that generates it. */
export interface Gate {
  readonly name: string;
  /** The repair after a refusal. */
  readonly repair: string;
  /** The gates that this one depends on. It runs only after they have passed. */
  readonly after?: readonly string[];
  readonly run: (root: string) => Promise<GateResult>;
}

export interface GateResult {
  readonly passed: boolean;
  /** The output of the gate. */
  readonly output: string;
}

/** A gate that refused. */
export interface Refusal {
  readonly gate: string;
  readonly output: string;
  readonly repair: string;
}

interface Task {
  readonly after?: readonly string[];
  readonly repair: string;
  readonly command: readonly string[];
}

const turbo = (...tasks: readonly string[]) => ['turbo', 'run', ...tasks, '--output-logs=errors-only'];

/** The packages that use generated code. */
const members = ['client', 'emulator', 'cli', 'history', 'fleet', 'contract', 'sample', 'bench'];
/** The packages whose exports have a report. */
const described = ['client', 'emulator', 'history'];

const only = (names: readonly string[]) => names.map((name) => `--filter=@licenses-usage/${name}`);

/**
 * The gates that a description can fail, slowest first among those that can run concurrently. CI runs all others, among them
 * the limits of the client's weight, which leave room for a few more fields.
 */
const tasks: Readonly<Record<string, Task>> = {
  'check:semver': {
    repair: 'Give the changeset the rating that it asks for.',
    command: ['node', 'release/check-semver.ts'],
  },
  'write:pacts': {
    repair: 'Follow the failing tests in packages/client/test/contract.',
    command: [...turbo('test:contract'), '--', '--update'],
  },
  typecheck: {
    repair: 'Follow the compiler: code written by hand does not fit the types that were generated.',
    command: [...turbo('typecheck'), ...only(members)],
  },
  'write:coverage': {
    after: ['write:pacts'],
    repair: 'Give what it names an interaction in packages/client/test/contract.',
    command: ['node', 'contract/src/coverage.ts'],
  },
  'contract:check': {
    after: ['write:coverage'],
    repair: 'Pact, client and emulator disagree with the description: each finding names what to correct.',
    // The change is not committed yet.
    command: ['node', 'contract/src/check.ts', '--since', 'HEAD'],
  },
  'check:documentation': {
    repair:
      'Correct the description, or add the page that changed to spec/evidence and say so in spec/README.md.',
    command: ['node', 'spec/src/check-documentation.ts'],
  },
  build: {
    after: ['typecheck'],
    repair: 'Follow the compiler.',
    command: [...turbo('build'), ...only(described)],
  },
  'test:description': {
    after: ['typecheck'],
    repair: 'Follow the failing tests.',
    command: turbo('test:description'),
  },
  'write:api': {
    after: ['build'],
    repair: 'Follow the compiler.',
    command: ['node', 'release/api-report.ts', '--packages', described.join(',')],
  },
};

const gates: readonly Gate[] = Object.entries(tasks).map(([name, { after, repair, command }]) => ({
  name,
  repair,
  ...(after && { after }),
  run: (root) => runTool(root, command),
}));

/**
 * Picks gates by name, in their order.
 *
 * @throws Error naming an unknown gate.
 */
export function chooseGates(names: readonly string[] | undefined): readonly Gate[] {
  const unknown = names?.find((name) => !gates.some((gate) => gate.name === name));
  if (unknown !== undefined) {
    throw new Error(`There is no gate "${unknown}". There are: ${gates.map(({ name }) => name).join(', ')}`);
  }
  return gates.filter(({ name }) => names?.includes(name) ?? true);
}

/** More gates at a time take longer on two cores and need more memory. */
const mostAtOnce = 2;

/**
 * Runs gates two at a time, each after its dependencies, and reports each result. After a refusal, only running gates
 * are finished.
 */
export async function runGates(
  root: string,
  all: readonly Gate[],
  tell: (line: string) => void,
): Promise<readonly Refusal[]> {
  const waiting = new Set(all);
  const ended = new Set<string>();
  const refusals: Refusal[] = [];
  const isReady = ({ after = [] }: Gate) =>
    after.every((name) => ended.has(name) || !all.some((gate) => gate.name === name));

  const runOne = async ({ name, repair, run }: Gate): Promise<void> => {
    const startedAt = performance.now();
    const { passed, output } = await run(root);
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    tell(`${passed ? 'passed ' : 'REFUSED'} ${name} (${seconds} s)`);
    if (passed) ended.add(name);
    else refusals.push({ gate: name, repair, output });
  };

  const running = new Set<Promise<void>>();
  for (;;) {
    const next = refusals.length === 0 ? [...waiting].find(isReady) : undefined;
    if (next !== undefined && running.size < mostAtOnce) {
      waiting.delete(next);
      const run: Promise<void> = runOne(next).finally(() => running.delete(run));
      running.add(run);
      continue;
    }
    if (running.size === 0) break;
    await Promise.race(running);
  }
  if (waiting.size > 0) tell(`not run ${[...waiting].map(({ name }) => name).join(', ')}`);
  return refusals;
}

/** Runs a program of the repository's own tools in its root. */
function runTool(root: string, [program = '', ...args]: readonly string[]): Promise<GateResult> {
  const bin = join(root, 'node_modules/.bin');
  const child = spawn(join(bin, program), args, {
    cwd: root,
    env: { ...process.env, PATH: `${bin}:${process.env['PATH'] ?? ''}`, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ passed: code === 0, output: chunks.join('') }));
  });
}
