import { inspect, types } from 'node:util';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { AuthenticationError } from '../../src/errors/authentication-error.ts';
import { ConfigurationError } from '../../src/errors/configuration-error.ts';
import { ResponseFormatError } from '../../src/errors/response-format-error.ts';
import { ServiceError } from '../../src/errors/service-error.ts';
import { isLicensesUsageError } from '../../src/errors/is-licenses-usage-error.ts';
import { LicensesUsageError, type LicensesUsageErrorName } from '../../src/errors/licenses-usage-error.ts';
import { TransportError } from '../../src/errors/transport-error.ts';
import { ThrottleError } from '../../src/errors/throttle-error.ts';
import { TimeoutError } from '../../src/errors/timeout-error.ts';
import { withResume } from '../../src/pages/page-iterators.ts';
import { context } from '../support/decode-context.ts';

const tried = 'listCustomers (GET /v1/customers)';
const ids = {
  requestId: '1e0b9a5c-2f5d-4a53-8a0c-6f3b7f0c1d11',
  correlationId: 'b3f2c1d0-9a8e-4f7d-a6b5-c4d3e2f1a0b9',
};
const attempts = [{ requestId: ids.requestId, status: 503, delayInMs: 0, durationInMs: 12 }];

const createErrors = () => ({
  AuthenticationError: new AuthenticationError({
    message: `${tried}: no token, because the credential failed.`,
    code: 'AADSTS50076',
    error: 'invalid_grant',
    status: 400,
    cause: new Error('no vault'),
  }),
  ConfigurationError: new ConfigurationError({
    argument: 'query.top',
    expected: 'a number',
    received: 'many',
    example: '5',
  }),
  ResponseFormatError: new ResponseFormatError({
    tried,
    context: { ...context, ...ids, attempts },
    pointer: '/items/3/id',
    expected: 'a customer id',
    received: 'nothing',
  }),
  ServiceError: new ServiceError({
    message: `${tried}: the service answered 503.`,
    status: 503,
    code: '800003',
    description: 'Unexpected.',
    source: 'PartnerFD',
    details: ['a'],
    retryAfterInMs: 57_000,
    ...ids,
    attempts,
  }),
  ThrottleError: new ThrottleError({
    message: `${tried}: not sent.`,
    retryAfterInMs: 57_000,
    ...ids,
    attempts,
  }),
  TimeoutError: new TimeoutError({
    tried,
    limit: 'totalTimeoutInMs',
    timeoutInMs: 300_000,
    ...ids,
    attempts,
  }),
  TransportError: new TransportError({
    message: `${tried}: no complete answer, ECONNRESET.`,
    ...ids,
    attempts,
    cause: new Error('ECONNRESET'),
  }),
});

const errors = createErrors();

describe.for(Object.entries(errors))('%s', ([name, error]) => {
  test('is an error of its own name, of the common base, and of the platform', () => {
    expect(error.name).toBe(name);
    expect(error).toBeInstanceOf(LicensesUsageError);
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).toBe(`${name}: ${error.message}`);
    expect(isLicensesUsageError(error)).toBe(true);
    expectTypeOf<(typeof error)['name']>().toExtend<LicensesUsageErrorName>();
  });

  test('gives a logger its message and every property, but not the marker', () => {
    const logged: unknown = JSON.parse(JSON.stringify(error));
    const properties: unknown = JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(error))));
    expect(logged).toEqual({ ...Object(properties), name, message: error.message });
    expect(inspect(error)).not.toContain('@licenses-usage/client/error');
  });

  test('shows no property without a value', () => {
    expect(inspect(error)).not.toContain('undefined');
    expect(JSON.stringify(error)).not.toContain('undefined');
  });

  test('says in a copy, otherwise equal, how many rows the list had delivered', () => {
    const resume = { rowsDelivered: 20, continuationToken: 'abc' };
    const failed = withResume(error, resume);
    const suffix = ' Rows delivered before: 20; continue with error.resume.continuationToken.';
    expect(failed).toBeInstanceOf(error.constructor);
    expect(isLicensesUsageError(failed)).toBe(true);
    expect(types.isNativeError(failed)).toBe(true);
    expect(failed.message).toBe(error.message + suffix);
    expect(failed.stack).toBe(error.stack?.replace(error.message, () => failed.message));
    expect(Object.entries(failed)).toEqual([...Object.entries(error), ['resume', resume]]);
    expect([failed.cause, 'cause' in failed]).toEqual([error.cause, 'cause' in error]);
    expect(Object.keys(failed)).not.toContain('cause');
    expect(inspect(failed)).toContain(suffix);
    expect(inspect(failed)).not.toContain('@licenses-usage/client/error');
  });

  test('says nothing of rows when none were delivered, and needs no stack', () => {
    const first = withResume(error, { rowsDelivered: 0, continuationToken: 'abc' });
    expect(first.message).toBe(error.message);
    expect(first).toMatchObject({ resume: { rowsDelivered: 0, continuationToken: 'abc' } });
    const bare = withResume(error, { rowsDelivered: 1, continuationToken: 'abc' });
    Object.defineProperty(bare, 'stack', { value: undefined });
    const { message } = withResume(bare, { rowsDelivered: 2, continuationToken: 'abc' });
    expect(message).toMatch(/Rows delivered before: 2; continue with error\.resume\.continuationToken\.$/);
  });

  test('is not changed when lists that share it add their resume points', () => {
    const before = JSON.stringify(error);
    const lists = [1, 2].map((rowsDelivered) =>
      withResume(error, { rowsDelivered, continuationToken: 'abc' }),
    );
    expect(lists.map(({ message }) => message.match(/Rows delivered before/g)?.length)).toEqual([1, 1]);
    expect(JSON.stringify(error)).toBe(before);
    expect(error).not.toHaveProperty('resume');
  });
});

test('calls about the service carry the ids and the attempts', () => {
  const { AuthenticationError: _, ConfigurationError: __, ...calls } = errors;
  for (const error of Object.values(calls)) expect(error).toMatchObject({ ...ids, attempts });
});

test('a ResponseFormatError names the place, or the body as a whole', () => {
  const { ResponseFormatError: inside } = errors;
  const whole = new ResponseFormatError({ tried, context, pointer: '', expected: 'JSON', received: 'HTML' });
  expect(inside.message).toBe(
    `${tried}: expected a customer id at /items/3/id, received nothing. ` +
      `Report it with requestId ${context.requestId} and correlationId ${context.correlationId}.`,
  );
  expect(whole.message).toContain('expected JSON at the body, received HTML.');
});

test('a TimeoutError names the limit to raise', () => {
  expect(errors.TimeoutError.message).toContain('totalTimeoutInMs = 300000 ms after 1 attempt(s)');
  expectTypeOf(errors.TimeoutError.limit).toEqualTypeOf<'attemptTimeoutInMs' | 'totalTimeoutInMs'>();
});

test('a TransportError or an AuthenticationError has a cause only where there is one', () => {
  expect(errors.TransportError.cause).toEqual(new Error('ECONNRESET'));
  expect(new TransportError({ message: 'x', ...ids, attempts })).not.toHaveProperty('cause');
  expect(new AuthenticationError({ message: 'x' })).not.toHaveProperty('cause');
});

describe('isLicensesUsageError', () => {
  test('knows an error of another installed copy by the shared marker', () => {
    const foreign = Object.assign(new Error('x'), { [Symbol.for('@licenses-usage/client/error')]: true });
    expect(foreign).not.toBeInstanceOf(LicensesUsageError);
    expect(isLicensesUsageError(foreign)).toBe(true);
  });

  test('narrows to the union of the classes, which `name` tells apart', () => {
    const error: unknown = errors.ServiceError;
    if (!isLicensesUsageError(error)) throw new Error('no error of this package');
    expectTypeOf<typeof error.name>().toEqualTypeOf<LicensesUsageErrorName>();
    if (error.name !== 'ServiceError') throw new Error('another error');
    expectTypeOf(error).toEqualTypeOf<ServiceError>();
    expect(error.status).toBe(503);
  });

  test.for([
    undefined,
    null,
    'ServiceError',
    5,
    {},
    new Error('x'),
    { name: 'ServiceError' },
    new DOMException(),
  ])('does not recognise %s', (value) => {
    expect(isLicensesUsageError(value)).toBe(false);
  });
});

test('the common base is for classes to extend, each with a name of its own', () => {
  // @ts-expect-error the base is abstract
  expect(isLicensesUsageError(new LicensesUsageError('x', {}))).toBe(true);
});
