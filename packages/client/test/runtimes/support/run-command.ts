import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs a program to its end and returns what it printed. Rejects with all of its output when it fails. */
export async function runCommand(cwd: string, command: string, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(command, args, { cwd }).catch((error: unknown) => {
    if (!isFailedCommand(error)) throw error;
    throw new Error(`${command} ${args.join(' ')} failed:\n${error.stdout}\n${error.stderr}`);
  });
  return stdout;
}

function isFailedCommand(error: unknown): error is { readonly stdout: string; readonly stderr: string } {
  return error instanceof Error && 'stdout' in error && 'stderr' in error;
}

/** Runs a program of a package at an exact version. */
export function runPackage(cwd: string, spec: string, args: readonly string[]): Promise<string> {
  return runCommand(cwd, 'npx', ['--yes', '--package', spec, '--', ...args]);
}
