import { createClient, type Fetch } from '@licenses-usage/client';
import { createEmulator } from '@licenses-usage/emulator';
import { describe, expect, test } from 'vitest';
import { compareCustomer, comparePartner } from '../../src/parity/compare-one.ts';

const customerId = '3f0c9a52-6d1b-4e8f-9a07-00000000000a';
const never = new AbortController().signal;

const row = {
  productName: 'P',
  workloadName: 'Teams',
  serviceCode: 'o365',
  licensesActive: 1,
  licensesQualified: 3,
};

/** A client of two customers, and the filters that it was asked with. */
function clientOf(wrap: (send: Fetch) => Fetch = (send) => send) {
  const { fetch: send, credential } = createEmulator({
    data: {
      Value: [
        { ...row, customerTenantId: customerId, customerName: 'Contoso' },
        { ...row, customerTenantId: customerId.replace('a0', 'b0'), customerName: 'Fabrikam' },
      ],
    },
  });
  const filters: (string | null)[] = [];
  const fetch: Fetch = async (input, init) => {
    const { searchParams, pathname } = new URL(new Request(input, init).url);
    if (pathname.includes('/commercial/')) filters.push(searchParams.get('filter'));
    return wrap(send)(input, init);
  };
  return { client: createClient({ fetch, credential }), filters };
}

describe('both operations', () => {
  test('are compared for one customer without reading others', async () => {
    const { client, filters } = clientOf();
    const report = await compareCustomer(client, customerId, {}, never);
    expect(report).toMatchObject({ verdict: 'agree', matched: 1, tolerance: { decimals: 2 } });
    expect(filters).toStrictEqual([`customerTenantId eq '${customerId.toUpperCase()}'`]);
    const options = { tolerance: { decimals: 1 } };
    expect(await compareCustomer(client, customerId, options, never)).toMatchObject({
      tolerance: { decimals: 1 },
    });
  });

  test('are compared for the partner', async () => {
    const { client } = clientOf();
    const report = await comparePartner(client, { tolerance: { decimals: 1 } }, never);
    expect(report).toMatchObject({ verdict: 'agree', matched: 1, tolerance: { decimals: 1 } });
  });

  test.for(['/analytics/licenses/', '/commercial/'])('end at once when %s is aborted', async (path) => {
    const asks = [
      (client: ReturnType<typeof clientOf>['client'], signal: AbortSignal) =>
        compareCustomer(client, customerId, {}, signal),
      (client: ReturnType<typeof clientOf>['client'], signal: AbortSignal) =>
        comparePartner(client, {}, signal),
    ];
    for (const ask of asks) {
      const stop = new AbortController();
      const { client } = clientOf((send) => (input, init) => {
        if (!new Request(input, init).url.includes(path)) return send(input, init);
        stop.abort(new Error('stopped'));
        return new Promise(() => {});
      });
      await expect(ask(client, stop.signal)).rejects.toThrow('stopped');
    }
  });
});
