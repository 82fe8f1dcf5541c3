/**
 * Publishes the client's pacts to a Pact Broker, then asks it whether the client may be released.
 *
 *     node src/broker/main.ts
 *
 * `PACT_BROKER_BASE_URL` names the broker; without it, the program says what it would run. `PACT_BROKER_TOKEN`, or
 * `PACT_BROKER_USERNAME` and `PACT_BROKER_PASSWORD`, are read by Pact's own program. `PACT_BROKER_ENVIRONMENT` names the environment of
 * the question, `production` unless told otherwise.
 */
import { readRevision } from './revision.ts';
import { run } from './run.ts';

process.exitCode = await run(process.env, console, readRevision);
