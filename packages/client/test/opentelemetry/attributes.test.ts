import { expect, test } from 'vitest';
import { partnerAnswer } from '../support/answers.ts';
import { createTracedClient, partnerRequest } from './support/traced-client.ts';

test('a request names the server when the listener knows it', async () => {
  const baseUrl = 'https://partner.partnercenterapi.microsoftonline.cn';
  const { client, endedSpan } = createTracedClient([partnerAnswer], { baseUrl }, { baseUrl });
  await client.getPartnerLicensesUsage();
  expect(endedSpan(partnerRequest).attributes).toMatchObject({
    'server.address': 'partner.partnercenterapi.microsoftonline.cn',
    'server.port': 443,
  });
});

test.each([
  ['http://localhost', 'localhost', 80],
  ['http://[::1]:8080', '::1', 8080],
  [new URL('https://proxy.example:8443/partner-center'), 'proxy.example', 8443],
])('a request names the server of %s as %s and %i', async (baseUrl, address, port) => {
  const { client, endedSpan } = createTracedClient([partnerAnswer], { baseUrl }, { baseUrl });
  await client.getPartnerLicensesUsage();
  expect(endedSpan(partnerRequest).attributes).toMatchObject({
    'server.address': address,
    'server.port': port,
  });
});

test('a request names no server when the listener knows none', async () => {
  const { client, endedSpan } = createTracedClient([partnerAnswer]);
  await client.getPartnerLicensesUsage();
  expect(endedSpan(partnerRequest).attributes).not.toHaveProperty(['server.address']);
  expect(endedSpan(partnerRequest).attributes).not.toHaveProperty(['server.port']);
});
