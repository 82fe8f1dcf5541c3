/**
 * Sends one command to Redis and resolves to its reply. Any client will do: `(...args) => ioredis.call(...args)`,
 * `(...args) => nodeRedis.sendCommand(args)`. The fourth word is a key, by which a cluster client finds the node.
 */
export type SendRedisCommand = (...args: [command: string, ...rest: string[]]) => Promise<unknown>;

export interface RedisScript {
  /** @throws whatever the client throws, or an `Error` when the reply is not the script's. */
  run(keys: readonly string[], args: readonly string[]): Promise<string>;
}

/** Runs a script by its digest. The text is sent only when Redis does not know it, for instance after a restart. */
export function createRedisScript(sendCommand: SendRedisCommand, text: string): RedisScript {
  let digesting: Promise<string> | undefined;
  return {
    async run(keys, args) {
      digesting ??= digest(text);
      const rest = [String(keys.length), ...keys, ...args] as const;
      let reply: unknown;
      try {
        reply = await sendCommand('EVALSHA', await digesting, ...rest);
      } catch (error) {
        if (!String(error).includes('NOSCRIPT')) throw error;
        reply = await sendCommand('EVAL', text, ...rest);
      }
      if (typeof reply === 'string') return reply;
      // Some clients can be configured to return bytes.
      if (reply instanceof Uint8Array) return new TextDecoder().decode(reply);
      throw new TypeError(`sendCommand: expected the reply of a script, a text, received ${typeof reply}`);
    },
  };
}

async function digest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
