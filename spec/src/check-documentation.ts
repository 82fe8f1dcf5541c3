/**
 * Checks the API description against the HTTP examples of the documentation.
 *
 *     node src/check-documentation.ts [--har <file>] [--spec <file>]
 *
 * Exits with 1 when an example contradicts the description, or when there is no example.
 */
import { runDocumentationCheck } from './documentation/run-check.ts';

process.exitCode = await runDocumentationCheck(process.argv.slice(2), console);
