import { describe, expect, test } from 'vitest';
import { type Answer, createTestClient } from '../support/client.ts';
import { customerAnswer, customerId, fault, json, partnerAnswer } from '../support/answers.ts';

const empty = { totalCount: 0, items: [] };
const headers = {
  deprecation: '@1767225600',
  sunset: 'Thu, 31 Dec 2026 23:59:59 GMT',
  link: '<https://example.com/why>; rel="deprecation"',
};

async function noticesAfter(answer: Answer) {
  const { client, clock, notices } = createTestClient([answer]);
  await clock.run(client.getPartnerLicensesUsage());
  return notices;
}

describe('onDeprecation', () => {
  test('is told once for each superseded operation of a client', async () => {
    const answers = [partnerAnswer, partnerAnswer, customerAnswer, customerAnswer];
    const { client, clock, notices } = createTestClient(answers);
    for (let time = 0; time < 2; time += 1) await clock.run(client.getPartnerLicensesUsage());
    for (let time = 0; time < 2; time += 1) await clock.run(client.getCustomerLicensesUsage(customerId));
    expect(notices).toMatchObject([
      { operation: 'getPartnerLicensesUsage', supersededBy: 'listLicensesUsage' },
      { operation: 'getCustomerLicensesUsage', supersededBy: 'listLicensesUsage' },
    ]);
  });

  test('gets the notice of the API description when the service sends none', async () => {
    expect(await noticesAfter(partnerAnswer)).toEqual([
      {
        operation: 'getPartnerLicensesUsage',
        supersededBy: 'listLicensesUsage',
        deprecation: undefined,
        sunset: undefined,
        link: undefined,
        message:
          'getPartnerLicensesUsage is superseded by listLicensesUsage. No retirement date is published; migrate while both answer.',
      },
    ]);
  });

  test('gets the headers of the service verbatim', async () => {
    expect(await noticesAfter(json(empty, 200, headers))).toMatchObject([
      {
        ...headers,
        message:
          'getPartnerLicensesUsage is superseded by listLicensesUsage and stops answering on Thu, 31 Dec 2026 23:59:59 GMT.',
      },
    ]);
  });

  test('gets a notice when the service sends no date', async () => {
    expect(await noticesAfter(json(empty, 200, { deprecation: '@1767225600' }))).toMatchObject([
      { message: 'getPartnerLicensesUsage is superseded by listLicensesUsage, and the service says so.' },
    ]);
  });

  test('does not get an unrelated link', async () => {
    expect(
      await noticesAfter(json(empty, 200, { link: '<https://example.com/next>; rel="next"' })),
    ).toMatchObject([{ link: undefined }]);
  });

  test('is called for an operation in use when the service starts to deprecate it', async () => {
    const answers = [json(empty), json(empty, 200, headers), json(empty, 200, headers)];
    const { client, clock, notices } = createTestClient(answers);
    for (const _ of answers) await clock.run(client.listCustomers().next());
    expect(notices).toEqual([
      {
        operation: 'listCustomers',
        supersededBy: undefined,
        ...headers,
        message: 'listCustomers is deprecated and stops answering on Thu, 31 Dec 2026 23:59:59 GMT.',
      },
    ]);
  });

  test('is called for a failing superseded operation too', async () => {
    const { client, clock, notices } = createTestClient([fault(404, headers)]);
    await clock.runToRejection(client.getPartnerLicensesUsage());
    expect(notices).toMatchObject([{ operation: 'getPartnerLicensesUsage', ...headers }]);
  });

  test('may throw without an effect on the call', async () => {
    const { client, clock } = createTestClient([partnerAnswer], {
      onDeprecation() {
        throw new Error('the logger is full');
      },
    });
    const { totalCount } = await clock.run(client.getPartnerLicensesUsage());
    expect(totalCount).toBe(5);
  });

  test('is reported by each client separately', async () => {
    expect(await noticesAfter(partnerAnswer)).toHaveLength(1);
    expect(await noticesAfter(partnerAnswer)).toHaveLength(1);
  });
});
