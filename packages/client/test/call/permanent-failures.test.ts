import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { TransportError } from '../../src/errors/transport-error.ts';
import { breaks, partnerAnswer } from '../support/answers.ts';
import { createTestClient } from '../support/client.ts';

/** The error of Node.js's `fetch`: the reason is in its cause. */
const failure = (code: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('no connection'), { code }) });

describe('a connection that would fail again', () => {
  test.for([
    ['DEPTH_ZERO_SELF_SIGNED_CERT', /NODE_EXTRA_CA_CERTS/],
    ['SELF_SIGNED_CERT_IN_CHAIN', /NODE_EXTRA_CA_CERTS/],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', /NODE_EXTRA_CA_CERTS/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /NODE_EXTRA_CA_CERTS/],
    ['CERT_HAS_EXPIRED', /Check the certificate/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /Check the certificate/],
    ['UND_ERR_CLOSED', /The transport was closed/],
    ['UND_ERR_DESTROYED', /The transport was closed/],
    ['ERR_INVALID_URL', /Check baseUrl/],
  ] as const)('%s is tried once, and the error says what to do', async ([code, advice]) => {
    const { client, clock } = createTestClient([breaks(failure(code))]);
    const error = await clock.runToRejection(client.getPartnerLicensesUsage());
    expect(error).toBeInstanceOf(TransportError);
    expect(error).toMatchObject({ attempts: [{ cause: 'failed' }], message: expect.stringMatching(advice) });
    expect(String(error)).toContain(code);
  });

  test('is recognised in an error of another realm, such as those of fetch under Jest', async () => {
    const foreign: unknown = runInNewContext(
      `new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code: 'CERT_HAS_EXPIRED' }) })`,
    );
    expect(foreign).not.toBeInstanceOf(Error);
    const { client, clock } = createTestClient([breaks(foreign)]);
    const error = await clock.runToRejection(client.getPartnerLicensesUsage());
    expect(error).toMatchObject({ attempts: [{ cause: 'failed' }] });
    expect(String(error)).toContain('fetch failed: CERT_HAS_EXPIRED no. Check the certificate');
  });

  test('includes one to a port that fetch never connects to', async () => {
    const blocked = new TypeError('fetch failed', { cause: new Error('bad port') });
    const { client, clock } = createTestClient([breaks(blocked)]);
    const error = await clock.runToRejection(client.getPartnerLicensesUsage());
    expect(String(error)).toContain('fetch failed: bad port. Check baseUrl');
  });

  test('includes a fetch that resolves to something other than a response, which is a programming error', async () => {
    // @ts-expect-error a transport that is written in JavaScript may return anything
    const { client, clock } = createTestClient([async () => 'text']);
    const error = await clock.runToRejection(client.getPartnerLicensesUsage());
    expect(error).toMatchObject({ name: 'ConfigurationError', argument: 'fetch' });
    expect(String(error)).toContain('received "text"');
    expect(String(error)).not.toContain('Nothing was sent');
  });
});

describe('a connection that may succeed later', () => {
  test.for(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ECONNRESET'])(
    'is tried again after %s',
    async (code) => {
      const { client, clock, requests } = createTestClient([breaks(failure(code)), partnerAnswer]);
      await clock.run(client.getPartnerLicensesUsage());
      expect(requests).toHaveLength(2);
    },
  );

  test.for([
    ['ENOTFOUND', 'Check the host name in baseUrl, the DNS settings and the network connection'],
    [
      'ECONNREFUSED',
      'Nothing listens at this host and port. Check the port in baseUrl, or that of your proxy, and',
    ],
    ['ECONNRESET', 'Check the network, proxies and baseUrl'],
  ] as const)('says what to check when %s stays', async ([code, advice]) => {
    const { client, clock } = createTestClient([breaks(failure(code))], { retry: { maxRetries: 0 } });
    const error = await clock.runToRejection(client.getPartnerLicensesUsage());
    expect(String(error)).toContain(advice);
  });

  test.for(['Failed to fetch', 'NetworkError when attempting to fetch resource.', 'Load failed'])(
    'says in a browser, which only says %j, to check CORS',
    async (message) => {
      const answers = [breaks(new TypeError(message)), partnerAnswer];
      const { client, clock, requests } = createTestClient(answers);
      await clock.run(client.getPartnerLicensesUsage());
      expect(requests).toHaveLength(2);
      const once = createTestClient([breaks(new TypeError(message))], { retry: { maxRetries: 0 } });
      const error = await once.clock.runToRejection(once.client.getPartnerLicensesUsage());
      expect(String(error)).toMatch(/Check the network and baseUrl, .* \(CORS\)\. requestId/);
    },
  );
});
