/** Everything that an iterable delivers, in order. */
export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

/** The reason with which `run` rejects. Throws when it does not reject. */
export async function rejectionOf(run: PromiseLike<unknown>): Promise<unknown> {
  try {
    await run;
  } catch (reason) {
    return reason;
  }
  throw new Error('Expected a rejection, but the promise was fulfilled.');
}
