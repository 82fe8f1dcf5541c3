import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** A check that a new description has to pass with all that follows from it, or a command that writes what follows. */
export interface Gate {
  readonly name: string;
  /** What to do when it refuses. */
  readonly repair: string;
  /** Gates of a higher layer run only when those of the lower ones have passed: they could not pass either. Default: 1. */
  readonly layer?: number;
  readonly run: (root: string) => Promise<GateResult>;
}

export interface GateResult {
  readonly passed: boolean;
  /** What the gate said. */
  readonly output: string;
}

/** A gate that refused, or was not run because one of a lower layer refused. */
export interface Refusal {
  readonly gate: string;
  readonly output: string;
  readonly repair: string;
}

interface Task {
  readonly layer: number;
  readonly repair: string;
  readonly command: readonly string[];
}

const turbo = (...tasks: readonly string[]) => ['turbo', 'run', ...tasks, '--output-logs=errors-only'];

/** What a description can fail, from it outwards. CI runs everything else, which it can't. */
const tasks: Readonly<Record<string, Task>> = {
  'check:documentation': {
    layer: 1,
    repair:
      'Correct the description, or add the page that changed to spec/evidence and say so in spec/README.md.',
    command: turbo('check:documentation'),
  },
  'check:semver': {
    layer: 1,
    repair: 'Give the changeset the rating that it asks for.',
    command: turbo('check:semver'),
  },
  typecheck: {
    layer: 1,
    repair: 'Follow the compiler: code written by hand does not fit the types that were generated.',
    // The members whose code meets what is generated.
    command: [
      ...turbo('typecheck'),
      ...['client', 'emulator', 'cli', 'contract', 'sample'].map(
        (name) => `--filter=@licenses-usage/${name}`,
      ),
    ],
  },
  'write:pacts': {
    layer: 2,
    repair: 'Follow the failing tests in packages/client/test/contract.',
    command: [...turbo('test:contract'), '--', '--update'],
  },
  'write:api': {
    layer: 2,
    repair: 'Follow the compiler.',
    command: turbo('api:report'),
  },
  'write:coverage': {
    layer: 3,
    repair: 'Give what it names an interaction in packages/client/test/contract.',
    command: ['node', 'contract/src/coverage.ts'],
  },
  'contract:check': {
    layer: 4,
    repair:
      'Pact, client and emulator disagree with the description: "Adding an operation" in CONTRIBUTING.md says what each needs.',
    command: turbo('contract:check'),
  },
  'test:description': {
    layer: 4,
    repair: 'Follow the failing tests.',
    command: turbo('test:description'),
  },
  size: {
    layer: 4,
    repair:
      'The client has become too heavy: share code, or argue for another limit in packages/client/.size-limit.json.',
    command: turbo('size'),
  },
};

const gates: readonly Gate[] = Object.entries(tasks).map(([name, { layer, repair, command }]) => ({
  name,
  repair,
  layer,
  run: (root) => runTool(root, command),
}));

/**
 * Picks gates by name, in their order.
 *
 * @throws Error naming a gate that there is not.
 */
export function chooseGates(names: readonly string[] | undefined): readonly Gate[] {
  const unknown = names?.find((name) => !gates.some((gate) => gate.name === name));
  if (unknown !== undefined) {
    throw new Error(`There is no gate "${unknown}". There are: ${gates.map(({ name }) => name).join(', ')}`);
  }
  return gates.filter(({ name }) => names?.includes(name) ?? true);
}

/** Runs gates layer by layer, up to the first layer in which one refuses, and tells how each ended. */
export async function runGates(
  root: string,
  all: readonly Gate[],
  tell: (line: string) => void,
): Promise<readonly Refusal[]> {
  const layers = [...new Set(all.map(({ layer = 1 }) => layer))].toSorted((left, right) => left - right);
  for (const layer of layers) {
    const results = await runTwoAtATime(
      all.filter((gate) => (gate.layer ?? 1) === layer),
      async ({ name, repair, run }) => {
        const startedAt = performance.now();
        const { passed, output } = await run(root);
        const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
        tell(`${passed ? 'passed ' : 'REFUSED'} ${name} (${seconds} s)`);
        return passed ? [] : [{ gate: name, repair, output }];
      },
    );
    const refusals = results.flat();
    const rest = all.filter((gate) => (gate.layer ?? 1) > layer).map(({ name }) => name);
    if (refusals.length > 0) {
      if (rest.length > 0) tell(`not run ${rest.join(', ')}`);
      return refusals;
    }
  }
  return [];
}

/** More at a time take longer on two cores, and more memory. */
async function runTwoAtATime<Item, Result>(
  items: readonly Item[],
  run: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const queue = items.values();
  const work = async () => {
    for (const item of queue) results.push(await run(item));
  };
  await Promise.all([work(), work()]);
  return results;
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
