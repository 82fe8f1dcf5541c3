import { describe, expect, test } from 'vitest';
import { partnerAnswer } from '../support/answers.ts';
import { createTestClient } from '../support/client.ts';

const createLooseClient = (options: object) => createTestClient(partnerAnswer, options);

describe('the headers that a program adds', () => {
  test('are sent with every request, and those of the call replace those of the client', async () => {
    const { client, clock, requests } = createTestClient([partnerAnswer, partnerAnswer], {
      headers: { 'Ocp-Apim-Subscription-Key': 'client', 'X-Team': 'reports' },
    });
    await clock.run(client.getPartnerLicensesUsage());
    await clock.run(client.getPartnerLicensesUsage({ headers: { 'ocp-apim-subscription-key': 'call' } }));
    const sent = requests.map(({ headers }) => [
      headers.get('ocp-apim-subscription-key'),
      headers.get('x-team'),
    ]);
    expect(sent).toEqual([
      ['client', 'reports'],
      ['call', 'reports'],
    ]);
  });

  test("can't be those that the client sends itself", async () => {
    const { client, clock, requests } = createTestClient([partnerAnswer], { applicationName: 'Contoso' });
    await clock.run(client.getPartnerLicensesUsage());
    const own = [...(requests[0]?.headers.keys() ?? [])];
    expect(own).toContain('authorization');
    for (const name of [...own, 'Authorization', 'MS-ContinuationToken', 'Host']) {
      expect(() => createLooseClient({ headers: { [name]: 'x' } })).toThrow(
        expect.objectContaining({ name: 'ConfigurationError', argument: 'headers' }),
      );
      await expect(client.getPartnerLicensesUsage({ headers: { [name]: 'x' } })).rejects.toMatchObject({
        name: 'ConfigurationError',
        argument: 'requestOptions.headers',
      });
    }
  });

  test.for([
    ['text', 'headers', 'key: secret', 'an object with a value for each header name, received "string"'],
    ['null', 'headers', null, 'an object with a value for each header name, received "object"'],
    [
      'an instance of Headers',
      'headers',
      new Headers({ key: 'secret' }),
      'an object with a value for each header name, received "object"',
    ],
    [
      'a name with a line end',
      'headers',
      { 'a\r\nb': 'secret' },
      'header names other than those the client sets itself, received "a\\r\\nb"',
    ],
    [
      'a value with a line end',
      "headers['key']",
      { key: 'secret\r\nauthorization: x' },
      'printable ASCII text for a request header, received "another string"',
    ],
    [
      'a value that is no text',
      "headers['key']",
      { key: 5 },
      'printable ASCII text for a request header, received "another number"',
    ],
  ] as const)('are refused when they are %s, without showing a value', ([, argument, headers, words]) => {
    expect(() => createLooseClient({ headers })).toThrow(
      expect.objectContaining({
        name: 'ConfigurationError',
        argument,
        message: `${argument}: expected ${words}. Nothing was sent. Example: { 'Ocp-Apim-Subscription-Key': readKey() }`,
      }),
    );
  });
});
