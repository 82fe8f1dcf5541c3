import { describe, expect, test } from 'vitest';

import { answersTo } from '../../src/emulator/answers-to-pact.ts';
import { providerStates } from '../../src/emulator/provider-states.ts';
import { recordAnswers } from '../../src/emulator/recorded-answers.ts';
import { checkEmulatorAnswers, checkStates } from '../../src/gates/emulator-answers.ts';
import { checkEmulatorParameters } from '../../src/gates/emulator-parameters.ts';
import { checkEmulatorAgainstDescription } from '../../src/gates/emulator-spec.ts';
import { committed, only, propertyOf, withDescriptionAt } from './support/documents.ts';
import { useJudge } from './support/judge.ts';

const judge = useJudge();
const recorded = await recordAnswers(300);

describe('the emulator answers as the pact promises', () => {
  test('in every state', async () => {
    const answers = await answersTo(committed.pact.interactions);
    expect(await checkEmulatorAnswers(answers, judge)).toEqual([]);
  });

  test('an answer without a promised field is found', async () => {
    const [first] = await answersTo(only('getPartnerLicensesUsage').pact.interactions);
    if (first === undefined) throw new Error('There is no answer.');
    const answer = { ...first.answer, body: first.answer.body.replaceAll('"channel"', '"channels"') };
    const [finding] = await checkEmulatorAnswers([{ ...first, answer }], judge);
    expect(finding?.fault).toContain('channel');
  });

  test('no answers at all are refused', async () => {
    await expect(checkEmulatorAnswers([], judge)).rejects.toThrow('gave no answers');
  });

  test('an unknown state is refused', async () => {
    await expect(answersTo(committed.pact.interactions, {})).rejects.toThrow('knows no state');
  });

  test('an unused state is found', () => {
    const states = { ...providerStates, 'the moon is full': () => ({}) };
    expect(checkStates(committed.pact, states)).toEqual([
      expect.objectContaining({ place: 'state "the moon is full"' }),
    ]);
  });
});

describe('the emulator answers as the description has it', () => {
  test('for any request', () => {
    expect(checkEmulatorAgainstDescription(committed.description, recorded)).toEqual([]);
  });

  test.each([
    ['a field is described otherwise', propertyOf('LicensesUsageRow', 'channel', 'type'), 'integer'],
    [
      'a field is not described',
      ['components', 'schemas', 'ResourceLink', 'properties', 'method'],
      undefined,
    ],
    [
      'a header is not described',
      ['paths', '/v1/customers', 'get', 'responses', '200', 'headers', 'MS-CV'],
      undefined,
    ],
    ['a header is required', ['components', 'headers', 'WwwAuthenticate', 'schema', 'pattern'], '^Bearer'],
    ['a status is not described', ['paths', '/v1/customers', 'get', 'responses', '403'], undefined],
  ])('an answer of which %s is found', (_what, keys, value) => {
    const { description } = withDescriptionAt(committed, keys, value);
    expect(checkEmulatorAgainstDescription(description, recorded)).not.toEqual([]);
  });

  test('no answers at all are refused', () => {
    expect(() => checkEmulatorAgainstDescription(committed.description, [])).toThrow('gave no answers');
  });
});

describe('the emulator takes the parameters of the description', () => {
  test('and no others', async () => {
    expect(await checkEmulatorParameters(committed.description)).toEqual([]);
  });

  test.each([
    ['Top', 'maximum', 100],
    ['Top', 'maximum', undefined],
    ['Top', 'minimum', 0],
    ['Skip', 'minimum', 1],
    ['CustomerId', 'format', undefined],
  ])('a %s whose %s is %s is found', async (name, keyword, value) => {
    const keys = ['components', 'parameters', name, 'schema', keyword];
    const { description } = withDescriptionAt(committed, keys, value);
    expect(await checkEmulatorParameters(description)).not.toEqual([]);
  });

  test('a field that may be grouped by no longer is found', async () => {
    const keys = ['components', 'schemas', 'LicensesUsageField', 'enum'];
    const { description } = withDescriptionAt(committed, keys, ['workloadCode', 'workloadName']);
    expect(await checkEmulatorParameters(description)).not.toEqual([]);
  });

  test('a description without parameters is refused', async () => {
    const paths = Object.fromEntries(
      Object.keys(committed.description.document['paths'] ?? {}).map((path) => [
        path,
        { get: { operationId: path, responses: { 200: { description: 'Fine.' } } } },
      ]),
    );
    const { description } = withDescriptionAt(committed, ['paths'], paths);
    await expect(checkEmulatorParameters(description)).rejects.toThrow('no parameters');
  });
});
