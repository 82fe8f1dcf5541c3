import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** A check that a new description has to pass, with all that follows from it. */
export interface Gate {
  readonly name: string;
  /** What to do when it refuses. */
  readonly repair: string;
  readonly run: (root: string) => Promise<GateResult>;
}

export interface GateResult {
  readonly passed: boolean;
  /** What the gate said. */
  readonly output: string;
}

/** Every gate of `check` and `test` that a description can fail, from it outwards: an early refusal often explains the later ones. */
const tasks = {
  'check:spec': 'Correct the description; `redocly lint` names the line.',
  'check:documentation':
    'Correct the description, or add the page that changed to spec/evidence and say so in spec/README.md.',
  'check:semver': 'Give the changeset the rating that it asks for.',
  'check:generated': 'Run `npx -y pnpm@12 generate`.',
  '//#format:check': 'Run `npx -y pnpm@12 format`.',
  typecheck:
    'Give each new field its reader in packages/client/src/answer, take away the readers of fields that went, and follow the compiler from there.',
  build: 'Follow the compiler.',
  'check:api': 'Read how the exports change, rate it in the changeset, and run `npx -y pnpm@12 api:report`.',
  'contract:check':
    'Pact, client and emulator lag behind: go through "Adding an operation" in CONTRIBUTING.md from step 3, then run `npx -y pnpm@12 contract:coverage`.',
  size: 'The client has become too heavy: share code, or argue for another limit in packages/client/.size-limit.json.',
  'check:links': 'Follow the checker: a page links to what is no longer there.',
  '//#lint': 'Follow the lint.',
  '//#boundaries': 'A room knows a room to its right: move the import.',
  test: 'Follow the failing tests: those of spec/ list the operations and the evidence by hand.',
  'test:gates': 'Follow the failing tests in contract/test/gates.',
} as const;

const gates: readonly Gate[] = Object.entries(tasks).map(([name, repair]) => ({
  name,
  repair,
  run: (root) => runTool(root, 'turbo', 'run', name, '--output-logs=errors-only'),
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

/** Runs a program of the repository's own tools in its root. */
function runTool(root: string, program: string, ...args: readonly string[]): Promise<GateResult> {
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
