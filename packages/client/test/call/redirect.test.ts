import { describe, expect, test } from 'vitest';
import { TransportError } from '../../src/errors/transport-error.ts';
import { partnerAnswer, text } from '../support/answers.ts';
import { createTestClient, token } from '../support/client.ts';

const origin = 'https://api.partnercenter.microsoft.com';
const statuses = [301, 302, 303, 307, 308];
const to = (location: string, status = 307) => text(null, status, { location });

describe('a redirect', () => {
  test.each(statuses)('within the origin is followed with the token and ids: %i', async (status) => {
    const { client, clock, requests } = createTestClient([to('/elsewhere?a=1', status), partnerAnswer]);
    const { totalCount, context } = await clock.run(client.getPartnerLicensesUsage());
    expect(totalCount).toBe(5);
    expect(requests.map(({ method, url }) => [method, url])).toEqual([
      ['GET', `${origin}/v1/analytics/licenses/usage`],
      ['GET', `${origin}/elsewhere?a=1`],
    ]);
    expect(requests[1]?.headers.get('authorization')).toBe(`Bearer ${token}`);
    expect(requests[1]?.headers.get('ms-requestid')).toBe(requests[0]?.headers.get('ms-requestid'));
    expect(context.attempts).toMatchObject([{ status: 200 }]);
  });

  test.each([
    'https://elsewhere.example/',
    'http://api.partnercenter.microsoft.com/v1',
    'https://api.partnercenter.microsoft.com:8443/',
    '//elsewhere.example/v1',
    'https://api.partnercenter.microsoft.com@elsewhere.example/',
    'javascript:alert(1)',
  ])('to another origin is refused, and nothing is sent there: %s', async (location) => {
    const { client, clock, requests, events } = createTestClient([to(location)]);
    const error = await clock.runToRejection(client.getPartnerLicensesUsage());
    expect(error).toBeInstanceOf(TransportError);
    expect(String(error)).toContain('no complete answer, a redirect to another origin.');
    expect(error).toMatchObject({ attempts: [{ cause: 'refused' }] });
    expect(requests.map(({ url }) => new URL(url).origin)).toEqual([origin]);
    expect(events.filter(({ type }) => type === 'retry')).toEqual([]);
  });

  test('in circles ends', async () => {
    const { client, clock, requests } = createTestClient(to('/again'));
    const error = await clock.runToRejection(client.getPartnerLicensesUsage());
    expect(String(error)).toContain('more than 5 redirects');
    expect(requests).toHaveLength(6);
  });

  test('is left to the client by the transport', async () => {
    const { client, clock, requests } = createTestClient([partnerAnswer]);
    await clock.run(client.getPartnerLicensesUsage());
    expect(requests[0]?.redirect).toBe('manual');
  });
});
