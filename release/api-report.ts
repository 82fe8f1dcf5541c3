/**
 * Writes what each published package, or each that is named, exports into `packages/<name>/api.md`. The packages have to be built.
 *
 *     node api-report.ts [--check] [--root <folder>] [--packages <name,…>]
 *
 * With `--check`, exits with 1 when that file differs from what the package exports, or when the exports changed since the
 * last release more than the pending changesets say.
 */
import { runApiReport } from './src/api/run-api-report.ts';

process.exitCode = await runApiReport(process.argv.slice(2), console);
