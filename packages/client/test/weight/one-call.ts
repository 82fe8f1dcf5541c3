import { createClient } from '../../src/index.ts';

/** The smallest program with a call. Its size is the size of the client. */
const client = createClient({ credential: () => 'token' });
// With a top-level `await`, the bundler would not put everything that is loaded at once into one file.
void client.getPartnerLicensesUsage().then(console.log);
