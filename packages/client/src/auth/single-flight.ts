/**
 * Runs pieces of work one after another, and each key only once at a time: who asks for a key that is waiting or under
 * way gets the same promise.
 */
export class SingleFlight<Value> {
  readonly #underWay = new Map<string, Promise<Value>>();
  #last: Promise<unknown> = Promise.resolve();

  run(key: string, work: () => Promise<Value>): Promise<Value> {
    const joined = this.#underWay.get(key);
    if (joined !== undefined) return joined;
    const started = this.#last.then(work).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, started);
    this.#last = started.catch(() => {});
    return started;
  }
}
