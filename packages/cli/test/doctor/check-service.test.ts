import { AuthenticationError, type Fetch } from '@licenses-usage/client';
import { createEmulator, type EmulatorOptions } from '@licenses-usage/emulator';
import { VirtualClock } from '@licenses-usage/testing/virtual-clock';
import { describe, expect, test } from 'vitest';
import { checkService } from '../../src/doctor/check-service.ts';

type Answer = () => Response | Promise<Response>;
type Way = 'plain' | 'prefixed' | 'legacy';

const never = new AbortController().signal;

function wayOf(url: string): Way {
  const { pathname } = new URL(url);
  if (pathname.startsWith('/partner/')) return 'prefixed';
  return pathname.includes('/commercial/') ? 'plain' : 'legacy';
}

/** A service that answers as the emulator does, except where a test answers itself. */
function serviceWith(answers: Partial<Record<Way, Answer>>, options: EmulatorOptions = {}) {
  const { fetch: send, credential } = createEmulator(options);
  const asked: Way[] = [];
  const urls: string[] = [];
  const fetch: Fetch = async (input, init) => {
    const { url } = new Request(input, init);
    const way = wayOf(url);
    asked.push(way);
    urls.push(url);
    return answers[way]?.() ?? (await send(input, init));
  };
  return { fetch, credential, asked, urls };
}

async function check(answers: Partial<Record<Way, Answer>>, options?: EmulatorOptions) {
  const { fetch, credential } = serviceWith(answers, options);
  const checks = await checkService({ fetch, credential }, never);
  return (name: string) => checks.find((one) => one.check === name);
}

const refusal = (status: number, code?: string) => () =>
  code === undefined
    ? new Response(null, { status })
    : Response.json({ code, description: `told of ${code}` }, { status });

const everywhere = (answer: Answer) => ({ plain: answer, prefixed: answer, legacy: answer });

describe('doctor, with a service,', () => {
  test('finds that it answers, the role of the user, and the path', async () => {
    const { fetch, credential, asked, urls } = serviceWith({});
    expect(await checkService({ fetch, credential }, never)).toStrictEqual([
      { check: 'Connection', status: 'ok', finding: 'The service answers.', repair: null },
      { check: 'Role', status: 'ok', finding: 'The user may read licence usage.', repair: null },
      {
        check: 'Current operation',
        status: 'ok',
        finding: 'Answers at /v1 and /partner/v1.',
        repair: null,
      },
      { check: 'Superseded operation', status: 'ok', finding: 'Still answers.', repair: null },
    ]);
    expect(asked).toStrictEqual(['plain', 'prefixed', 'legacy']);
    expect(urls.map((url) => new URL(url).searchParams.get('top'))).toStrictEqual(['1', '1', null]);
  });

  test.for([
    [{ prefixed: refusal(404) }, 'Answers at /v1.'],
    [{ plain: refusal(404) }, 'Answers at /partner/v1.'],
  ] as const)('names the path that works: %j', async ([answers, finding]) => {
    expect((await check(answers))('Current operation')).toMatchObject({ status: 'ok', finding });
  });

  test('distinguishes no rows from no usage, for either operation', async () => {
    const find = await check({}, { data: { Value: [] } });
    expect(find('Current operation')).toStrictEqual({
      check: 'Current operation',
      status: 'warning',
      finding: 'Answers at /v1 and /partner/v1. It has no rows.',
      repair: 'No data is not the same as no usage: check whether the older operations have any.',
    });
    expect(find('Superseded operation')).toStrictEqual({
      check: 'Superseded operation',
      status: 'warning',
      finding: 'Answers without data.',
      repair: 'Programs that still call it will see nothing: see find-legacy.',
    });
  });

  test('warns of a superseded operation that is gone', async () => {
    const find = await check({ legacy: refusal(404) });
    expect(find('Role')).toMatchObject({ status: 'ok' });
    expect(find('Superseded operation')).toStrictEqual({
      check: 'Superseded operation',
      status: 'warning',
      finding: 'Does not answer.',
      repair: expect.stringMatching(
        /^getPartnerLicensesUsage .*404.* Programs that still call it will fail: see find-legacy\.$/s,
      ),
    });
  });

  test('reports a problem when neither path works, with the reason of the one that exists', async () => {
    const find = await check({ plain: refusal(404), prefixed: refusal(400, '1234') });
    expect(find('Current operation')).toStrictEqual({
      check: 'Current operation',
      status: 'problem',
      finding: 'Answers neither at /v1 nor at /partner/v1.',
      repair: expect.stringContaining('told of 1234'),
    });
    const both = await check({ plain: refusal(404, '77'), prefixed: refusal(404, '78') });
    expect(both('Current operation')?.repair).toContain('told of 78');
    const first = await check({ plain: refusal(400, '77'), prefixed: refusal(404, '78') });
    expect(first('Current operation')?.repair).toContain('told of 77');
  });

  test.for(['1002', '2032', '900150', '900308'])('reads code %s as a missing role', async (code) => {
    const find = await check(everywhere(refusal(403, code)));
    expect(find('Role')).toStrictEqual({
      check: 'Role',
      status: 'problem',
      finding: `The user lacks a role: 403, code ${code}.`,
      repair: 'Give the user a role that may read analytics, such as Admin agent, in Partner Center.',
    });
    expect(find('Connection')).toMatchObject({ status: 'ok' });
  });

  test('reads any other 403 as a refusal, with its code if there is one', async () => {
    for (const [code, told] of [
      ['900123', '900123'],
      [undefined, 'unknown'],
    ] as const)
      expect((await check(everywhere(refusal(403, code))))('Role')).toStrictEqual({
        check: 'Role',
        status: 'problem',
        finding: `Access is refused: 403, code ${told}.`,
        repair: expect.stringContaining('403'),
      });
  });

  test('finds the refusal in either call, and concludes nothing from other failures', async () => {
    const alone = await check({ ...everywhere(refusal(404)), legacy: refusal(403, '2032') });
    expect(alone('Role')).toMatchObject({ status: 'problem' });
    const code = await check(everywhere(refusal(400, '2032')));
    expect(code('Role')).toStrictEqual({
      check: 'Role',
      status: 'skipped',
      finding: 'No answer says anything about it.',
      repair: null,
    });
  });

  test('stops when there is no answer, after an error or a timeout', async () => {
    const clock = new VirtualClock();
    const refuse: Answer = () => {
      const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED', syscall: 'connect' });
      throw new TypeError('fetch failed', { cause });
    };
    const silence: Answer = () => new Promise(() => {});
    for (const [answer, repair] of [
      [refuse, expect.stringContaining('in --base-url')],
      [silence, expect.stringMatching(/^listLicensesUsage .*30/)],
    ] as const) {
      const { fetch, credential, asked } = serviceWith({
        ...everywhere(refuse),
        plain: answer,
        prefixed: answer,
      });
      const startedAt = clock.now();
      const checks = await clock.run(
        checkService({ fetch, credential, clock, baseUrl: 'http://127.0.0.1:9' }, never),
      );
      expect(checks).toStrictEqual([
        {
          check: 'Connection',
          status: 'problem',
          finding: 'Nobody answers.',
          repair,
        },
        ...['Role', 'Current operation', 'Superseded operation'].map((name) => {
          return { check: name, status: 'skipped', finding: 'Not reached.', repair: null };
        }),
      ]);
      // Asks twice and waits half a minute at most for each way.
      expect(asked.length).toBeLessThanOrEqual(6);
      expect(clock.now() - startedAt).toBeLessThanOrEqual(90_000);
    }
  });

  test('counts a service as reached when only one operation fails', async () => {
    const clock = new VirtualClock();
    const refuse: Answer = () => {
      throw new TypeError('refused');
    };
    for (const way of ['plain', 'prefixed', 'legacy'] as const) {
      const { fetch, credential } = serviceWith({ ...everywhere(refuse), [way]: refusal(404) });
      const checks = await clock.run(checkService({ fetch, credential, clock }, never));
      expect(checks[0]).toMatchObject({ check: 'Connection', status: 'ok' });
    }
  });

  test('retries only once when the service is busy', async () => {
    const clock = new VirtualClock();
    const { fetch, credential, asked } = serviceWith(everywhere(refusal(503)));
    await clock.run(checkService({ fetch, credential, clock }, never));
    expect(asked).toStrictEqual(['plain', 'plain', 'prefixed', 'prefixed', 'legacy', 'legacy']);
  });

  test('does not read a refused token as a missing role', async () => {
    const { fetch } = serviceWith({});
    const credential = () =>
      Promise.reject(new AuthenticationError({ message: 'no token', status: 403, code: '2032' }));
    expect(await checkService({ fetch, credential }, never)).toMatchObject([
      { check: 'Connection', status: 'ok' },
      { check: 'Role', status: 'skipped' },
      { check: 'Current operation', status: 'problem' },
      { check: 'Superseded operation', status: 'warning' },
    ]);
  });

  test('rejects with the reason of an abort, and for invalid options', async () => {
    for (const way of ['plain', 'prefixed', 'legacy'] as const) {
      const stop = new AbortController();
      const { fetch, credential } = serviceWith({
        [way]: () => {
          stop.abort(new Error('stopped'));
          return new Promise(() => {});
        },
      });
      await expect(checkService({ fetch, credential }, stop.signal)).rejects.toThrow('stopped');
    }
    const { fetch, credential } = serviceWith({});
    await expect(checkService({ fetch, credential, baseUrl: 'x' }, never)).rejects.toThrow('baseUrl');
  });
});
