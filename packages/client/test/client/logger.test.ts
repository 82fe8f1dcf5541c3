import { describe, expect, test } from 'vitest';
import type { Logger } from '../../src/events.ts';
import { customerAnswer, customerId, fault, json, partnerAnswer } from '../support/answers.ts';
import { createTestClient, token } from '../support/client.ts';

function createTestLogger() {
  const lines: string[] = [];
  const log = (level: string) => (line: string) => void lines.push(`${level} ${line}`);
  const logger = { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') };
  return { logger, lines };
}

describe('a logger', () => {
  test('gets a line for each event and each deprecation, by level', async () => {
    const { logger, lines } = createTestLogger();
    const { client, clock, events } = createTestClient([fault(503), partnerAnswer], { logger });
    await clock.run(client.getPartnerLicensesUsage());
    expect(lines.map((line) => line.replace(/ (callId|requestId|correlationId)=\S+/g, ''))).toEqual([
      'debug licenses-usage call-started: operation=getPartnerLicensesUsage',
      'debug licenses-usage request: operation=getPartnerLicensesUsage attempt=1',
      'debug licenses-usage response: operation=getPartnerLicensesUsage attempt=1 status=503 durationInMs=0',
      'warn licenses-usage deprecation: getPartnerLicensesUsage is superseded by listLicensesUsage. ' +
        'No retirement date is published; migrate while both answer.',
      expect.stringMatching(
        /^warn licenses-usage retry: operation=getPartnerLicensesUsage attempt=2 delayInMs=\d+$/,
      ),
      'debug licenses-usage request: operation=getPartnerLicensesUsage attempt=2',
      'debug licenses-usage response: operation=getPartnerLicensesUsage attempt=2 status=200 durationInMs=0',
      expect.stringMatching(
        /^info licenses-usage call-ended: operation=getPartnerLicensesUsage attempts=2 durationInMs=\d+ rows=5$/,
      ),
    ]);
    expect(lines).toHaveLength(events.length + 1);
    expect(lines[0]).toMatch(/ callId=\d+ requestId=[\da-f-]{36} correlationId=[\da-f-]{36}$/);
  });

  test('gets a failed call as an error', async () => {
    const { logger, lines } = createTestLogger();
    const { client, clock } = createTestClient([fault(403)], { logger });
    await clock.runToRejection(client.getCustomerLicensesUsage(customerId));
    expect(lines.at(-1)).toMatch(/^error licenses-usage call-ended: .* errorName=ServiceError$/);
  });

  test('gets no token, customer or control character, whatever the service sends', async () => {
    const { logger, lines } = createTestLogger();
    const answer = json({ items: [{ [`${token}\u001b[31m`]: 'Contoso' }] }, 200, {
      sunset: `${token} \u009b31m`,
    });
    const { client, clock } = createTestClient([answer, customerAnswer], { logger });
    await clock.run(client.getPartnerLicensesUsage());
    await clock.run(client.getCustomerLicensesUsage(customerId));
    const text = lines.join('\n');
    expect(text).toContain('drift');
    for (const secret of [token, customerId, 'Contoso', '\u001b', '\u009b'])
      expect(text).not.toContain(secret);
  });

  test('is called as a method, so that one with a state of its own works', async () => {
    class Counter implements Logger {
      count = 0;
      #add(): void {
        this.count += 1;
      }
      debug(): void {
        this.#add();
      }
      info(): void {
        this.#add();
      }
      warn(): void {
        this.#add();
      }
      error(): void {
        this.#add();
      }
    }
    const logger = new Counter();
    const { client, clock } = createTestClient([partnerAnswer], { logger });
    await clock.run(client.getPartnerLicensesUsage());
    expect(logger.count).toBe(5);
  });

  test.for([
    ['text', 'console'],
    ['a function', () => {}],
    ['an object without error', { debug() {}, info() {}, warn() {} }],
    ['null', null],
  ] as const)('is refused when it is %s', ([, logger]) => {
    // @ts-expect-error no logger
    expect(() => createTestClient([], { logger })).toThrow(
      expect.objectContaining({ name: 'ConfigurationError', argument: 'logger' }),
    );
  });
});

describe.for(['onEvent', 'onDeprecation', 'logger'] as const)('%s', (option) => {
  test.for([
    [
      'throws',
      () => {
        throw new Error('the disk is full');
      },
    ],
    ['rejects', async () => Promise.reject(new Error('the disk is full'))],
  ] as const)('may be one that %s: neither the call nor the process ends', async ([, listener]) => {
    let calls = 0;
    const rejections: unknown[] = [];
    const onRejection = (reason: unknown) => void rejections.push(reason);
    process.on('unhandledRejection', onRejection);
    const counting = () => {
      calls += 1;
      return listener();
    };
    const given =
      option === 'logger' ? { debug: counting, info: counting, warn: counting, error: counting } : counting;
    const { client, clock } = createTestClient([partnerAnswer], { [option]: given });
    const { totalCount } = await clock.run(client.getPartnerLicensesUsage());
    await new Promise((resolve) => void setImmediate(resolve));
    process.off('unhandledRejection', onRejection);
    expect(totalCount).toBe(5);
    expect(calls).toBeGreaterThan(0);
    expect(rejections).toEqual([]);
  });
});
