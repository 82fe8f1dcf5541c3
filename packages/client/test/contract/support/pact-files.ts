import { fileURLToPath } from 'node:url';

export const consumer = 'licenses-usage-client';
export const provider = 'partner-center';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The folder that is committed and published. */
export const committedFolder = folder('../../../pacts/');
/** The folder that a run writes. */
export const writtenFolder = folder('../../../node_modules/.pacts/');
export const pactFile = `${consumer}-${provider}.json`;
