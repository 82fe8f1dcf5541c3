/** The bits of a number that a double holds exactly. */
const exactBits = 53;
/** Ids are ASCII. Other characters count as the highest one. */
const bitsOfChar = 7;
const highestChar = 2 ** bitsOfChar - 1;

/**
 * The rank of each text, by its position. Where many texts have the same beginning, they are ranked by the characters after it.
 * Texts that differ only later keep their order. Sorting numbers takes a tenth of the time of sorting texts.
 */
export function ranksOf(texts: readonly string[]): Uint32Array {
  const bitsOfPosition = Math.ceil(Math.log2(Math.max(2, texts.length)));
  const chars = Math.floor((exactBits - bitsOfPosition) / bitsOfChar);
  const start = commonLength(texts);
  const keys = Float64Array.from(texts, (text, position) => {
    let key = 0;
    for (let index = start; index < start + chars; index += 1)
      key = key * 2 ** bitsOfChar + (index < text.length ? Math.min(text.charCodeAt(index), highestChar) : 0);
    return key * 2 ** bitsOfPosition + position;
  });
  keys.sort();
  const ranks = new Uint32Array(texts.length);
  for (const [rank, key] of keys.entries()) ranks[key % 2 ** bitsOfPosition] = rank;
  return ranks;
}

/** How many characters all texts begin with in common. */
function commonLength([first = '', ...others]: readonly string[]): number {
  let length = first.length;
  for (const other of others) {
    let same = 0;
    while (same < length && other.charCodeAt(same) === first.charCodeAt(same)) same += 1;
    length = same;
  }
  return length;
}
