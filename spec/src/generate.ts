/**
 * Generates the client's types and operation table from the API description.
 *
 *     node src/generate.ts [--check] [--spec <file>] [--out <folder>]
 *
 * With `--check` it writes nothing, and exits with 1 when a file of the folder differs from what it would write.
 */
import { runGenerator } from './run-generator.ts';

process.exitCode = await runGenerator(process.argv.slice(2), console);
