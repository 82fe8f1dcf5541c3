/**
 * Generates what the client and the emulator take from the API description.
 *
 *     node src/generate.ts [--check] [--spec <file>] [--out <folder>] [--emulator <folder>]
 *
 * With `--check` it writes nothing, and exits with 1 when a file of a folder differs from what it would write.
 */
import { runGenerator } from './run-generator.ts';

process.exitCode = await runGenerator(process.argv.slice(2), console);
