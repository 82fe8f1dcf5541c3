import { createClient } from '../../src/index.ts';

/** The least that a program can be made of: what it weighs, the client weighs. */
const client = createClient({ credential: () => 'token' });
// A top-level `await` would keep the bundler from putting into one file what is loaded at once.
void client.getPartnerLicensesUsage().then(console.log);
