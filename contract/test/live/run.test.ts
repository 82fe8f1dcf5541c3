import { describe, expect, test } from 'vitest';

import { createEmulator, type FaultName } from '@licenses-usage/emulator';
import { conclusionOf, runLive } from './support/run-live.ts';

const answeredAsEmulated = [
  'answered: /v1/…/license/: 200; /partner/v1/…/license: 200; /partner/v1/…/license/: 200; /v1/…/license: 200',
  'answered: licensesActive',
  'answered: @nextLink is there: relative, blanks and quotes not encoded, the filter survives',
  'answered: integers',
  'answered: as in the rows: 200 with rows; the day alone: 200 with rows; with Z: 200 with rows; a day without data: 200 without rows',
  'answered: case does not matter; a doubled quote stands for one',
  'answered: 400 in the shape of AnalyticsFault, with a code that is text',
  'answered: the partner operation: rows; the customer operation: rows for 10 of 10 customers asked',
  'answered: 0 to 100, and it is the quotient of the counts',
  'answered: the partner operation: rows; the customer operation: rows for 10 of 10 customers asked',
  'answered: listCustomers yes; getCustomerLicensesUsage yes; getPartnerLicensesUsage yes; listLicensesUsage yes; ' +
    'getCustomerLicensesDeployment yes; getPartnerLicensesDeployment yes; listLicensesDeployment yes',
];

describe('a service that is as described', () => {
  test('gives no difference, an answer to each of the eleven questions, and exit code 0', async () => {
    const live = await runLive(createEmulator().fetch);

    expect(live.exitCode).toBe(0);
    expect(answeredAsEmulated.map((_answer, index) => conclusionOf(live, index + 1))).toEqual(
      answeredAsEmulated,
    );
    expect(live.output).toContain('0 differences from the description, 0 operations without a row to check.');
  });

  test('gets only GETs, each request once, and every request of the contract', async () => {
    const emulator = createEmulator();

    await runLive(emulator.fetch);

    const addresses = emulator.requests.map(({ url }) => url);
    expect(new Set(emulator.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
    expect(addresses.filter((address, index) => addresses.indexOf(address) !== index)).toEqual([]);
    expect(new Set(emulator.requests.map(({ operation }) => operation))).toEqual(
      new Set([
        'listCustomers',
        'getCustomerLicensesUsage',
        'getPartnerLicensesUsage',
        'listLicensesUsage',
        'getCustomerLicensesDeployment',
        'getPartnerLicensesDeployment',
        'listLicensesDeployment',
      ]),
    );
    expect(addresses.filter((address) => address.includes('seekOperation=Next'))).toHaveLength(1);
    expect(addresses.filter((address) => address.includes('skip=1'))).toHaveLength(2);
  });

  // The description allows this: it differs from the samples without contradicting them.
  test.each<FaultName>([
    'reversed-keys',
    'total-count-last',
    'lower-case-ids',
    'z-dates',
    'fractional-dates',
    'gzip',
    'brotli',
  ])('stays as described with %s', async (fault) => {
    const live = await runLive(createEmulator({ faults: [fault] }).fetch);

    expect(live.output).toContain(' 0 differences from the description');
    expect(live.exitCode).toBe(0);
  });
});

describe('a service that differs', () => {
  test.each<[FaultName, string]>([
    ['license-active', 'missing field: /Value/*/licensesActive'],
    ['license-active', 'undocumented field: /Value/*/licenseActive'],
    ['both-active-counts', 'undocumented field: /items/*/licenseActive'],
    ['missing-count', 'missing field: /items/*/licensesQualified'],
    ['unknown-fields', 'undocumented field: /Value/*/licensesAssigned'],
    ['null-texts', 'type: /items/*/customerName is null, described as string'],
    ['negative-count', 'value: /Value/*/licensesActive breaks its minimum'],
    ['fractional-count', 'type: /items/*/licensesActive is a number with decimals, described as integer'],
    ['textual-count', 'type: /Value/*/licensesActive is text, described as integer'],
    ['counts-as-text', 'type: /Value/*/licensesQualified is text, described as integer'],
    ['lower-case-envelope', 'envelope key: Value is missing'],
    ['lower-case-envelope', 'envelope key: nextLink is not described'],
    ['unknown-envelope-fields', 'envelope key: dataRedacted is not described'],
    ['fault-in-200', 'envelope key: items is missing'],
    ['no-tracing-headers', 'header: MS-CV is absent'],
    ['wrong-content-type', 'header: Content-Type is text/plain, described is application/json'],
    ['throttled-silently', 'header: Retry-After is absent'],
    ['throttled-until-date', 'header: Retry-After has a value that its schema refuses'],
    ['unavailable-for-a-while', 'header: retry-after is not described'],
    ['throttled', 'status: 429 where the contract promises 200'],
    ['role-missing', 'listCustomers: 3 × 403, code 2032'],
    ['bad-gateway', 'status: 502 is not described'],
    ['redirect-elsewhere', 'status: 307 is not described'],
    ['connection-reset', 'status: no answer (ECONNRESET)'],
    ['empty-body', 'body: the body is empty on 200'],
    ['cut-json', 'body: the body is no JSON on 200'],
    ['utf-16', 'body: the body is not UTF-8'],
    ['textual-error', 'envelope key: error is not described'],
    ['zero-rows', 'without a row, so that no row could be checked'],
  ])('with %s is told by "%s", and exit code 1', async (fault, line) => {
    const live = await runLive(createEmulator({ faults: [fault] }).fetch);

    expect(live.output).toContain(line);
    expect(live.exitCode).toBe(1);
  });

  test('is reported when only one operation differs', async () => {
    const faults = [{ fault: 'missing-count', operation: 'getCustomerLicensesUsage' } as const];

    const { output } = await runLive(createEmulator({ faults }).fetch);

    expect(output).toContain(
      'getCustomerLicensesUsage: 10 × 200\n  missing field: /items/*/licensesQualified (in 10 of 10)',
    );
    expect(output).toContain('getPartnerLicensesUsage: 1 × 200\n  as described');
  });

  test('in optional properties is reported by the ones that occur', async () => {
    const { output } = await runLive(createEmulator({ faults: ['no-total-count'] }).fetch);

    expect(output).toContain('optional and never seen: /TotalCount');
  });
});

describe('the questions that the documentation leaves open', () => {
  test.each<[number, FaultName, string]>([
    [1, 'prefix-required', '/v1/…/license/: 404 with an empty body; /partner/v1/…/license: 200'],
    [1, 'prefix-refused', '/v1/…/license/: 200; /partner/v1/…/license: 404 with an empty body'],
    [2, 'license-active', 'answered: licenseActive, as in the documented sample'],
    [2, 'both-active-counts', 'answered: both occur, and they differ'],
    [3, 'absolute-next-link', 'a whole address, encoded, the filter survives'],
    [3, 'encoded-next-link', 'relative, encoded, the filter survives'],
    [3, 'raw-next-link', 'the filter does not survive'],
    [3, 'second-question-mark', 'with a second question mark'],
    [3, 'next-link-elsewhere', 'at another origin'],
    [3, 'next-link-loop', 'back to the same page'],
    [3, 'no-next-link', 'answered: there is none although there are more rows'],
    [3, 'lower-case-envelope', 'answered: nextLink is there'],
    [4, 'counts-as-text', 'answered: text'],
    [4, 'counts-as-decimals', 'answered: numbers written with decimals'],
    [6, 'null-texts', 'the rest is open because no row has a channel to filter by'],
    [7, 'bad-gateway', 'could not tell because a bad filter was answered with 502'],
    [7, 'fault-in-200', 'answered: none: a filter by an unknown field is answered with 200'],
    [7, 'textual-error', 'could not tell because a bad filter was answered with 500'],
    [7, 'invalid-request', 'answered: 400 in the shape of AnalyticsFault'],
    [8, 'zero-rows', 'answered: the partner operation: no rows'],
    [8, 'app-only', 'could not tell because they were answered with 403, code 900329'],
    [9, 'percent-as-ratio', 'answered: 0 to 1, and it is the quotient of the counts'],
    [9, 'adjusted-percent', 'it is not the quotient of the counts'],
    [9, 'missing-count', 'could not tell because no row'],
    [10, 'zero-rows', 'answered: the partner operation: no rows'],
    [11, 'no-bom', 'answered: listCustomers no;'],
    [11, 'connection-reset', 'could not tell because no answer was a success'],
  ])('question %d, with %s: %s', async (number, fault, conclusion) => {
    const live = await runLive(createEmulator({ faults: [fault] }).fetch);

    expect(conclusionOf(live, number)).toContain(conclusion);
  });

  test('whether case matters in filters is told from a service where it does', async () => {
    const live = await runLive(createEmulator({ caseSensitiveFilter: true }).fetch);

    expect(conclusionOf(live, 6)).toBe('answered: case matters; a doubled quote stands for one');
  });

  test('none is answered by a service that cannot be reached', async () => {
    const live = await runLive(createEmulator({ faults: ['connection-reset'] }).fetch);

    const conclusions = answeredAsEmulated.map((_answer, index) => conclusionOf(live, index + 1));
    expect(conclusions.filter((conclusion) => !conclusion.startsWith('could not tell because '))).toEqual([]);
  });
});
