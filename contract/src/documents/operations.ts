import { describeOperations, loadDocument } from '@licenses-usage/spec/described-operations';

/** The committed description, parsed. */
export const document = await loadDocument();

/** Its operations, with their documented answers and the states of their contract. */
export const operations = await describeOperations(document);
