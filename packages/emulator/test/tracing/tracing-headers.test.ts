import { expect, test } from 'vitest';

import { createEmulator } from '../../src/index.ts';
import { ask, documentedClock } from '../support/ask.ts';

const ids = {
  'MS-RequestId': 'f657d2a8-9ed6-41b4-abfc-3cf4abebd62f',
  'MS-CorrelationId': 'ae3b8c36-348b-46bc-9a60-398f973153ff',
};
const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/;

test('the ids of the caller are returned, even on a refusal', async () => {
  for (const address of ['/v1/customers', '/v1/nothing', '/v1/customers?size=x']) {
    const { headers } = await ask(createEmulator(), address, ids);
    expect(headers.get('ms-requestid')).toBe(ids['MS-RequestId']);
    expect(headers.get('ms-correlationid')).toBe(ids['MS-CorrelationId']);
  }
});

test('ids are made up if the caller sent none, or a malformed one', async () => {
  for (const sent of [{}, { 'MS-RequestId': 'seven', 'MS-CorrelationId': '7' }]) {
    const { headers } = await ask(createEmulator(), '/v1/customers', sent);
    expect(headers.get('ms-requestid')).toMatch(guid);
    expect(headers.get('ms-correlationid')).toMatch(guid);
    expect(headers.get('ms-requestid')).not.toBe(headers.get('ms-correlationid'));
  }
});

test('each answer has its own vector, in the documented form, and the date of the clock', async () => {
  const emulator = createEmulator({ clock: documentedClock });
  const [first, second] = [await ask(emulator, '/v1/customers'), await ask(emulator, '/v1/customers')];
  expect(first.headers.get('ms-cv')).toMatch(/^[A-Za-z0-9+/]{16}\.0$/);
  expect(second.headers.get('ms-cv')).not.toBe(first.headers.get('ms-cv'));
  expect(first.headers.get('date')).toBe('Wed, 15 Mar 2017 01:19:58 GMT');
});
