/** Everything that an iterable delivers, in order. */
export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

/** What `run` rejects with; an error of its own when it doesn't. */
export async function rejectionOf(run: PromiseLike<unknown>): Promise<unknown> {
  try {
    await run;
  } catch (reason) {
    return reason;
  }
  throw new Error('Expected a rejection, but the promise was fulfilled.');
}
