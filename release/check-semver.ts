/**
 * Holds the changes of the API description since the client's last release against the pending changesets.
 *
 *     node check-semver.ts [--root <folder>]
 *
 * Exits with 1 when a breaking change goes without a major changeset, or an additive one without a minor one.
 */
import { runSemverCheck } from './src/description/run-check.ts';

process.exitCode = await runSemverCheck(process.argv.slice(2), console);
