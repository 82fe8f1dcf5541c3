type SendCommand = (...args: [command: string, ...rest: string[]]) => Promise<unknown>;

/**
 * Has the scripts of the shared throttle take `now` for the time in Redis: their second argument, which is empty but in
 * tests. `atRest` is for a clock that leaps, which has to wait for what is on its way to Redis.
 */
export function withTimeInRedis(sendCommand: SendCommand, now: () => number) {
  const underWay = new Set<Promise<unknown>>();
  return {
    sendCommand: async (
      ...[command, script = '', count = '', ...rest]: [string, ...string[]]
    ): Promise<unknown> => {
      const words = rest.with(Number(count) + 1, String(now()));
      const sent = sendCommand(command, script, count, ...words);
      const ended = sent.then(
        () => {},
        () => {},
      );
      underWay.add(ended);
      return sent.finally(() => underWay.delete(ended));
    },
    /** Resolves when nothing is on its way to Redis, or to what goes on from there. */
    atRest: async (): Promise<void> => {
      do {
        await Promise.all(underWay);
        await new Promise((resolve) => setImmediate(resolve));
      } while (underWay.size > 0);
    },
  };
}
