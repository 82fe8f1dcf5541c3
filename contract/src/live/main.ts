/**
 * Checks the contract against the real Partner Center, and prints the differences. Read-only: every request is a GET.
 *
 *     node src/live/main.ts [--har <file>]
 *
 * Exits with 0 when nothing differs, with 1 when something does or the service can't be reached, and with 2 when a
 * setting is missing. `access/read-settings.ts` names the variables.
 */
import { run } from './run.ts';

process.exitCode = await run(process.argv.slice(2), process.env, console, fetch);
