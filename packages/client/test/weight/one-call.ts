import { createClient } from '../../src/index.ts';

/** The least that a program can be made of: what it weighs, the client weighs. */
const client = createClient({ credential: () => 'token' });
console.log(await client.getPartnerLicensesUsage());
