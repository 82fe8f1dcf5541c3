/**
 * Takes over a new API description, the whole way to a branch that is ready for a pull request.
 *
 *     node src/update.ts <file> [--branch <name>] [--no-commit] [--restore] [--report <file>] [--gates <name,…>]
 *
 * Exits with 1 when the description can't be taken over, and with 2 when a gate refuses what follows from it.
 */
import { runUpdate } from './update/run-update.ts';

process.exitCode = await runUpdate(process.argv.slice(2), console);
