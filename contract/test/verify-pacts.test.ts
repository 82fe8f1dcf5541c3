import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { describe, expect, onTestFinished, test } from 'vitest';

import { findPacts } from '../src/documents/load.ts';
import { providerStates } from '../src/emulator/provider-states.ts';
import { checkEmulatorAgainstPact } from '../src/gates/emulator-pact.ts';

const files = await findPacts();

describe('the emulator keeps the contract of its consumers', () => {
  test('there is a pact to verify', () => {
    expect(files.length).toBeGreaterThan(0);
  });

  const named = files.map((file) => ({ file, name: file.pathname.split('/').at(-1) }));
  test.each(named)('every interaction of $name', async ({ file }) => {
    expect(await checkEmulatorAgainstPact(file, providerStates)).toEqual([]);
  });
});

describe('a verification without anything to verify fails', () => {
  test('a pact without interactions fails', async () => {
    await expect(checkEmulatorAgainstPact(await pactWith([]), providerStates)).rejects.toThrow(
      'holds no interactions',
    );
  });

  test('a duplicate interaction fails', async () => {
    const interaction = customersInteraction();
    const pact = await pactWith([interaction, interaction]);
    await expect(checkEmulatorAgainstPact(pact, providerStates)).rejects.toThrow('twice');
  });

  test('an unknown state fails', async () => {
    const pact = await pactWith([customersInteraction()]);
    await expect(checkEmulatorAgainstPact(pact, {})).rejects.toThrow(
      'asks for the state "customers", which is unknown',
    );
  });

  test("a state that can't be set up fails", async () => {
    const pact = await pactWith([customersInteraction()]);
    const states = {
      customers: () => {
        throw new Error('no such state');
      },
    };
    await expect(checkEmulatorAgainstPact(pact, states)).rejects.toThrow(
      'A state could not be entered: Error: no such state',
    );
  });

  test('an answer that breaks the contract is found', async () => {
    const pact = await pactWith([customersInteraction()]);
    const states = { customers: () => ({ customers: 0 }) };
    const [finding] = await checkEmulatorAgainstPact(pact, states);
    expect(finding?.place).toBe('some customers');
    expect(finding?.fault).toContain('$.items');
  });

  test('the same interaction with the right state passes', async () => {
    const pact = await pactWith([customersInteraction()]);
    expect(await checkEmulatorAgainstPact(pact, providerStates)).toEqual([]);
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
  const folder = await mkdtemp(join(tmpdir(), 'emulator-pact-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'pact.json');
  const [committed] = files;
  if (committed === undefined) throw new Error('There is no pact.');
  const pact: unknown = JSON.parse(await readFile(committed, 'utf8'));
  await writeFile(file, JSON.stringify(Object.assign({}, pact, { interactions })));
  return pathToFileURL(file);
}
