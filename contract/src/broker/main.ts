/**
 * Publishes the client's pacts to a Pact Broker, then asks it whether the client may be released.
 *
 *     node src/broker/main.ts
 *
 * `PACT_BROKER_BASE_URL` is the address of the broker. Without it, the program only says what it would run. Pact's
 * own program reads `PACT_BROKER_TOKEN`, or `PACT_BROKER_USERNAME` and `PACT_BROKER_PASSWORD`.
 * `PACT_BROKER_ENVIRONMENT` is the environment to release to. Default: `production`.
 */
import { readRevision } from './revision.ts';
import { run } from './run.ts';

process.exitCode = await run(process.env, console, readRevision);
