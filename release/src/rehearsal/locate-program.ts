import { tmpdir } from 'node:os';
import { runCommand } from '../run-command.ts';

const located = new Map<string, Promise<string>>();

/** The path of a program in an npm package, which is downloaded if it is missing. */
export function locateProgram(spec: string, command: string): Promise<string> {
  const known = located.get(spec);
  if (known !== undefined) return known;
  const found = runCommand(
    { cwd: tmpdir() },
    ...(['npx', '--yes', '--package', spec, '--', 'sh', '-c', `command -v ${command}`] as const),
  ).then((path) => path.trim());
  located.set(spec, found);
  return found;
}
