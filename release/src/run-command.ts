import { execFile } from 'node:child_process';

export interface CommandOptions {
  readonly cwd: string;
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface CommandResult {
  /** 0 after a success; not a number when it could not be started or was killed. */
  readonly exitCode: number | string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, even if it fails. */
export function tryCommand(
  { cwd, env = {} }: CommandOptions,
  command: string,
  ...args: readonly string[]
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 2 ** 26 };
    execFile(command, args, options, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : (error.code ?? null);
      resolve({ exitCode, stdout, stderr: typeof exitCode === 'string' ? `${error?.message}` : stderr });
    });
  });
}

/**
 * Runs a program to its end and returns its output.
 *
 * @throws Error with all of its output when it fails.
 */
export async function runCommand(
  options: CommandOptions,
  command: string,
  ...args: readonly string[]
): Promise<string> {
  const { exitCode, stdout, stderr } = await tryCommand(options, command, ...args);
  if (exitCode === 0) return stdout;
  throw new Error(
    `\`${[command, ...args].join(' ')}\` ended with ${exitCode}:\n${[stdout, stderr].join('\n').trim()}`,
  );
}
