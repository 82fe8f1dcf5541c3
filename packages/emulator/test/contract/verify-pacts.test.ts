import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { describe, expect, test } from 'vitest';

import { providerStates } from './provider-states.ts';
import { verifyPact } from './verify-pact.ts';

const folder = new URL('pacts/', import.meta.resolve('@licenses-usage/client/package.json'));
const files = (await readdir(folder)).filter((name) => name.endsWith('.json'));

describe('the emulator keeps the contract of its consumers', () => {
  test('there is a pact to verify', () => {
    expect(files.length).toBeGreaterThan(0);
  });

  test.each(files)('every interaction of %s', { timeout: 60_000 }, async (file) => {
    const { promised, verified, answered } = await verifyPact(new URL(file, folder), providerStates);
    expect(verified.toSorted()).toEqual(promised.toSorted());
    expect(answered).toBe(promised.length);
  });
});

describe('a verification does not pass for want of something to verify', () => {
  test('a pact without interactions fails', async () => {
    await expect(verifyPact(await pactWith([]), providerStates)).rejects.toThrow('holds no interactions');
  });

  test('an interaction that stands in the pact twice fails', async () => {
    const interaction = customersInteraction();
    await expect(verifyPact(await pactWith([interaction, interaction]), providerStates)).rejects.toThrow(
      'twice',
    );
  });

  test('a state that nobody knows fails', async () => {
    const pact = await pactWith([customersInteraction()]);
    await expect(verifyPact(pact, {})).rejects.toThrow('asks for the state "customers", which is unknown');
  });

  test('a state that cannot be entered fails', async () => {
    const pact = await pactWith([customersInteraction()]);
    const states = {
      customers: () => {
        throw new Error('no such state');
      },
    };
    await expect(verifyPact(pact, states)).rejects.toThrow('A state could not be entered.');
  });

  test('an answer that breaks the contract fails', async () => {
    const pact = await pactWith([customersInteraction()]);
    const states = { customers: () => ({ customers: 0 }) };
    await expect(verifyPact(pact, states)).rejects.toThrow('customers');
  });

  test('the same interaction with the right state passes', async () => {
    const pact = await pactWith([customersInteraction()]);
    await expect(verifyPact(pact, providerStates)).resolves.toEqual({
      promised: ['some customers'],
      verified: ['some customers'],
      answered: 1,
    });
  });
});

function customersInteraction(): unknown {
  return {
    type: 'Synchronous/HTTP',
    description: 'some customers',
    providerStates: [{ name: 'customers' }],
    request: { method: 'GET', path: '/v1/customers', headers: { Authorization: ['Bearer pact-token'] } },
    response: {
      status: 200,
      body: { content: { items: [{ id: '1' }] }, contentType: 'application/json', encoded: false },
      matchingRules: { body: { '$.items': { combine: 'AND', matchers: [{ match: 'type', min: 1 }] } } },
    },
  };
}

async function pactWith(interactions: readonly unknown[]): Promise<URL> {
  const file = join(await mkdtemp(join(tmpdir(), 'emulator-pact-')), 'pact.json');
  const [name = ''] = files;
  const pact: unknown = JSON.parse(await readFile(new URL(name, folder), 'utf8'));
  await writeFile(file, JSON.stringify(Object.assign({}, pact, { interactions })));
  return pathToFileURL(file);
}
