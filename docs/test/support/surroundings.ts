/* What the examples of the READMEs leave to their reader, who has it: a token, a client, a place to keep things. */
import { createClient } from '@licenses-usage/client';
import { createEmulator, documentedCustomerId } from '@licenses-usage/emulator';

export const readAppUserToken = (): string => 'a-token';
export const client = createClient({ credential: readAppUserToken, fetch: createEmulator().fetch });
export const customerId = documentedCustomerId;

export const tenantId = '00000000-0000-4000-8000-000000000001';
export const clientId = '00000000-0000-4000-8000-000000000002';
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

export const store = async (items: readonly unknown[]): Promise<void> => console.log('stored', items.length);
export const remember = async (token: string | undefined): Promise<void> =>
  console.log('remembered', typeof token);
export const log = { warn: (what: unknown): void => console.warn(String(what)) };
