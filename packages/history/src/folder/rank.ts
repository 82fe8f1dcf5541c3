/** The bits of a number that a double holds exactly. */
const exactBits = 53;
/** Ids are ASCII. Other characters count as the highest one. */
const bitsOfChar = 7;
const highestChar = 2 ** bitsOfChar - 1;

/**
 * The rank of each text, by its position. Where many texts have the same beginning, they are ranked by the characters after it.
 * Texts that differ only later, or in case, keep their order. Sorting numbers takes a tenth of the time of sorting texts.
 */
export function ranksOf(texts: readonly string[]): Uint32Array {
  const bitsOfPosition = Math.ceil(Math.log2(Math.max(2, texts.length)));
  const chars = Math.floor((exactBits - bitsOfPosition) / bitsOfChar);
  const start = commonLength(texts);
  const keys = new Float64Array(texts.length);
  for (let position = 0; position < texts.length; position += 1) {
    const text = texts[position] ?? '';
    let key = 0;
    for (let index = start; index < start + chars; index += 1)
      key = key * 2 ** bitsOfChar + (index < text.length ? rankOf(text.charCodeAt(index)) : 0);
    keys[position] = key * 2 ** bitsOfPosition + position;
  }
  keys.sort();
  const ranks = new Uint32Array(texts.length);
  for (let rank = 0; rank < keys.length; rank += 1) ranks[(keys[rank] ?? 0) % 2 ** bitsOfPosition] = rank;
  return ranks;
}

/** The rank of a character. Capital letters are the same as small ones. */
function rankOf(char: number): number {
  if (char >= 0x41 && char <= 0x5a) return char + 0x20;
  return Math.min(char, highestChar);
}

/** How many characters all texts begin with in common. */
function commonLength(texts: readonly string[]): number {
  const first = texts[0] ?? '';
  let length = first.length;
  for (const other of texts) {
    let same = 0;
    while (same < length && other.charCodeAt(same) === first.charCodeAt(same)) same += 1;
    length = same;
  }
  return length;
}
