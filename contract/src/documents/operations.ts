import {
  describeOperations,
  type DescribedOperation,
  loadDocument,
} from '@licenses-usage/spec/described-operations';

/** The committed description, parsed. */
export const document = await loadDocument();

/** Its operations, with their documented answers and the states of their contract. */
export const operations = await describeOperations(document);

export function idsOf(isMeant: (operation: DescribedOperation) => boolean): readonly string[] {
  return operations.filter(isMeant).map(({ operationId }) => operationId);
}
