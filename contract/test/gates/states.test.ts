import { describe, expect, test } from 'vitest';

import { checkEmulatorLinks } from '../../src/gates/emulator-answers.ts';
import { checkStateParameters } from '../../src/gates/state-parameters.ts';
import { answersTo } from '../../src/emulator/answers-to-pact.ts';
import { committed, only, withPactAt } from './support/documents.ts';

describe('the parameters of a state', () => {
  test('are in the interactions', () => {
    expect(checkStateParameters(committed.pact)).toEqual([]);
  });

  test.each([
    ['a size of pages', 'listCustomers, last of two pages', ['request', 'query', 'size'], undefined],
    ['another size of pages', 'listLicensesUsage, first of two pages', ['request', 'query', 'top'], ['10']],
    [
      'a day',
      'listLicensesUsage, filtered and grouped',
      ['request', 'query', 'processedDateTime'],
      undefined,
    ],
    [
      'a customer',
      'getCustomerLicensesUsage',
      ['request', 'path'],
      '/v1/customers/another/analytics/licenses/usage',
    ],
    ['a delay', 'listCustomers, answered with 429', ['response', 'headers', 'Retry-After'], ['58']],
  ])('have to be shown: %s', (_what, interaction, keys, value) => {
    const { pact } = withPactAt(only(interaction), keys, value);
    const [finding] = checkStateParameters(pact);
    expect(finding?.place).toContain(interaction);
  });

  test('needs a known place', () => {
    const { pact } = withPactAt(only('listCustomers'), ['providerStates', '0', 'params'], { moon: 'full' });
    const [finding] = checkStateParameters(pact);
    expect(finding?.fault).toContain('has no known place for it');
  });
});

describe('a link of the emulator', () => {
  test('leads to a further page', async () => {
    const answers = await answersTo(committed.pact.interactions);
    expect(checkEmulatorLinks(committed.description, answers)).toEqual([]);
  });

  test('that leads nowhere is found', async () => {
    const [first] = await answersTo(only('listLicensesUsage').pact.interactions);
    if (first === undefined) throw new Error('There is no answer.');
    const body = first.answer.body.replace('"@nextLink":null', '"@nextLink":"elsewhere"');
    const [finding] = checkEmulatorLinks(committed.description, [
      { ...first, answer: { ...first.answer, body } },
    ]);
    expect(finding?.fault).toContain('/@nextLink');
  });
});
