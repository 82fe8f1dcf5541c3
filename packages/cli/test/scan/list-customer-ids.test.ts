import { createClient } from '@licenses-usage/client';
import { createEmulator } from '@licenses-usage/emulator';
import { expect, test } from 'vitest';
import { listCustomerIds } from '../../src/scan/list-customer-ids.ts';

test('customers are listed by their ids in lower case, until the caller aborts', async () => {
  const { fetch, credential } = createEmulator({ customers: 3 });
  const client = createClient({ fetch, credential });
  const known: number[] = [];
  const ids = await listCustomerIds(client, new AbortController().signal, (count) => known.push(count));
  expect([...ids]).toHaveLength(3);
  expect([...ids].every((id) => /^[0-9a-f-]{36}$/.test(id))).toBe(true);
  expect(known).toStrictEqual([3]);
  await expect(listCustomerIds(client, AbortSignal.abort(new Error('stopped')), () => {})).rejects.toThrow(
    'stopped',
  );
});
