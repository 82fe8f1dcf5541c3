/**
 * Applies a new API description, up to a branch that is ready for a pull request.
 *
 *     node src/update.ts <file> [--breaking] [--branch <name>] [--no-commit] [--restore] [--report <file>] [--gates <name,…>]
 *
 * The file is a complete description, a JSON Merge Patch (RFC 7396) of the current one, or an OpenAPI Overlay 1.0, in
 * YAML or JSON. Examples that it refers to are beside it.
 *
 * Exits with 1 when the description can't be applied, and with 2 when it breaks callers or a gate refuses it.
 */
import { runUpdate } from './update/run-update.ts';

process.exitCode = await runUpdate(process.argv.slice(2), console);
