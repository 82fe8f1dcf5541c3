type SendCommand = (...args: [command: string, ...rest: string[]]) => Promise<unknown>;

/**
 * Makes the scripts of the shared throttle use `now` as the time in Redis, through their second argument, which is
 * empty outside of tests. `atRest` is for a virtual clock, which has to wait for commands in flight.
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
    /** Resolves when no command is in flight, and its continuations have run. */
    atRest: async (): Promise<void> => {
      do {
        await Promise.all(underWay);
        await new Promise((resolve) => setImmediate(resolve));
      } while (underWay.size > 0);
    },
  };
}
