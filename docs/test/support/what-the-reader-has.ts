/* What the documents leave to their reader: ids, a secret, a place to keep things. */
export const customerId = '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04';
export const tenantId = '00000000-0000-4000-8000-00000000000a';
export const clientId = '00000000-0000-4000-8000-00000000000b';
export const clientSecret = 'a-secret';

const kept = new Map<string, string>([['partner-center-refresh-token', 'first']]);
export const vault = {
  read: async (name: string) => kept.get(name) ?? '',
  write: async (name: string, value: string) => void kept.set(name, value),
};
export const tokenStore = {
  load: () => vault.read('partner-center-refresh-token'),
  save: (refreshToken: string) => vault.write('partner-center-refresh-token', refreshToken),
};

/** The parts of a Redis client that the documents use. */
export const redis = { sendCommand: async (_words: readonly string[]): Promise<unknown> => 'granted' };

export const store = async (items: readonly unknown[]): Promise<void> => console.log('stored', items.length);
export const remember = async (token: string | undefined): Promise<void> =>
  console.log('remembered', typeof token);

/** The parts of `pg` that the history uses. */
const connection = { query: async () => ({ rows: [] }), release: () => {} };
export const pool = { ...connection, connect: async () => connection };
