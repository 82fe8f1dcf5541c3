import { TextList } from '../../src/folder/text-list.ts';

/** A list of these texts. */
export function listOf(texts: readonly (string | null)[]): TextList {
  const list = new TextList();
  for (const text of texts) list.push(text);
  return list;
}
