import { once } from 'node:events';
import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { EmulatorOptions } from '@licenses-usage/emulator';
import { describe, expect, test } from 'vitest';
import { CommandError, exitCode } from '../src/exit.ts';
import { runProcess, runProgram, startProgram } from './support/run-program.ts';
import { serve } from './support/serve.ts';
import { startEmulator } from './support/start-emulator.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

describe('credentials', () => {
  async function withRefreshToken(mode: number, options: EmulatorOptions = {}) {
    const { url, words } = await startEmulator({ tokens: { requireIssued: true }, ...options });
    const file = join(await temporaryFolder(), 'refresh-token');
    await writeFile(file, 'first\n');
    await chmod(file, mode);
    const env = {
      PARTNER_CENTER_TENANT_ID: 'contoso.onmicrosoft.com',
      PARTNER_CENTER_CLIENT_ID: '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04',
      PARTNER_CENTER_CLIENT_SECRET: 'a-secret-that-must-not-be-shown',
      PARTNER_CENTER_REFRESH_TOKEN_FILE: file,
      PARTNER_CENTER_AUTHORITY: url,
    };
    return { file, words, env };
  }

  test('redeem the refresh token, and keep the new one private', async () => {
    const { file, words, env } = await withRefreshToken(0o600);
    const { code, out } = await runProgram(['doctor', ...words], { env });
    expect(code).toBe(0);
    expect(out).toMatch(/^✓ Multi-factor /m);
    expect((await readFile(file, 'utf8')).trim()).not.toBe('first');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await runProgram(['usage', '--by', 'workload', ...words], { env })).code).toBe(0);
  });

  test('are refused in a file that others can read', async () => {
    const { file, words, env } = await withRefreshToken(0o644);
    const { code, error } = await runProgram(['usage', ...words], { env });
    expect(code).toBe(2);
    expect(error).toContain(`Run: chmod 600 ${file}`);
  });

  test('come from a file only if the user names it, after the environment', async () => {
    const { words, env, file } = await withRefreshToken(0o600);
    const cwd = await temporaryFolder();
    await writeFile(
      join(cwd, '.env'),
      Object.entries(env)
        .map((entry) => `${entry.join('=')}\n`)
        .join(''),
    );
    const without = await runProcess(['usage', ...words], { cwd });
    expect(without.code).toBe(2);
    expect(without.error).toContain('There are no credentials.');
    const named = await runProcess(['usage', '--by', 'workload', '--dotenv', '.env', ...words], { cwd });
    expect(named.code).toBe(0);
    const above = await runProgram(['usage', '--dotenv', join(cwd, '.env'), ...words], {
      env: { PARTNER_CENTER_REFRESH_TOKEN_FILE: `${file}.missing` },
    });
    expect(above.code).toBe(2);
    expect(above.error).toContain(`${file}.missing, and there is no such file`);
  });

  test('say which variable is missing, and end with 3 when Entra refuses', async () => {
    const { words, env } = await withRefreshToken(0o600, { faults: ['refresh-token-expired'] });
    const { PARTNER_CENTER_CLIENT_SECRET: secret, ...others } = env;
    const missing = await runProgram(['usage', ...words], { env: others });
    expect(missing).toMatchObject({ code: 2, out: '' });
    expect(missing.error).toContain('Set PARTNER_CENTER_CLIENT_SECRET as well');
    const refused = await runProgram(['usage', ...words], { env });
    expect(refused).toMatchObject({ code: 3, out: '' });
    expect(refused.error).toContain('AADSTS700082');
    expect(refused.error).not.toContain(secret);
  });

  test('are read alike from every source, and trimmed', async () => {
    const file = join(await temporaryFolder(), '.env');
    for (const content of [
      'PARTNER_CENTER_TOKEN=tok123\n',
      '\uFEFFPARTNER_CENTER_TOKEN=tok123\r\n',
      Buffer.from('\uFEFFPARTNER_CENTER_TOKEN="tok123"\r\n', 'utf16le'),
    ]) {
      await writeFile(file, content);
      expect(await sentToken(['--dotenv', file])).toBe('Bearer tok123');
    }
    for (const token of ['tok123\n', ' tok123 ', '\uFEFFtok123', 'Bearer tok123', '"tok123"']) {
      expect(await sentToken([], { PARTNER_CENTER_TOKEN: token })).toBe('Bearer tok123');
    }
  });

  test('are read from a token file in any encoding, and trimmed', async () => {
    const { file, words, env } = await withRefreshToken(0o600);
    await writeFile(file, Buffer.from('\uFEFFfirst\r\n', 'utf16le'));
    const { PARTNER_CENTER_CLIENT_SECRET: secret, PARTNER_CENTER_TENANT_ID: tenant } = env;
    const spoilt = {
      ...env,
      PARTNER_CENTER_CLIENT_SECRET: `${secret}\n`,
      PARTNER_CENTER_TENANT_ID: ` ${tenant} `,
    };
    const { code, error } = await runProgram(['usage', '--by', 'workload', ...words], { env: spoilt });
    expect({ code, error }).toStrictEqual({ code: 0, error: '' });
  });

  test('are renewed by one program at a time', async () => {
    const redeemed: string[] = [];
    let inFlight = 0;
    let most = 0;
    const endpoint = await serve(async (request, response) => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      const form = new URLSearchParams(await text(request));
      redeemed.push(form.get('refresh_token') ?? '');
      await new Promise(setImmediate);
      const refresh_token = `r${redeemed.length}`;
      inFlight -= 1;
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({ token_type: 'Bearer', expires_in: 3600, access_token: 'a', refresh_token }),
      );
    });
    const { file, env } = await withRefreshToken(0o600);
    const { words } = await startEmulator();
    const runs = await Promise.all(
      [runProcess, runProcess, runProgram, runProgram].map((start) =>
        start(['usage', '--by', 'workload', ...words], {
          env: { ...env, PARTNER_CENTER_AUTHORITY: endpoint },
        }),
      ),
    );
    expect(runs.map(({ code }) => code)).toStrictEqual([0, 0, 0, 0]);
    expect({ redeemed, most }).toStrictEqual({ redeemed: ['first', 'r1', 'r2', 'r3'], most: 1 });
    expect(await readFile(file, 'utf8')).toBe('r4\n');
    expect(await readdir(dirname(file))).toStrictEqual(['refresh-token']);
  });

  test('that never arrive do not keep a process from ending at once with Ctrl+C', async () => {
    const { words, env } = await withRefreshToken(0o600);
    let child: ReturnType<typeof startProgram> | undefined;
    const endpoint = await serve(() => void child?.kill('SIGINT'));
    child = startProgram(['usage', ...words], { env: { ...env, PARTNER_CENTER_AUTHORITY: endpoint } });
    let error = '';
    child.stderr?.on('data', (chunk) => (error += chunk));
    const [code] = await once(child, 'close');
    expect({ code, error }).toStrictEqual({ code: 130, error: 'Stopped.\n' });
  });

  test.for(['doctor', 'report'])('that never arrive end %s as soon as it is stopped', async (command) => {
    const { words, env } = await withRefreshToken(0o600);
    const stop = new AbortController();
    const endpoint = await serve(() => stop.abort(new CommandError('Stopped.', exitCode.interrupted)));
    const out = command === 'report' ? ['--out', join(await temporaryFolder(), 'report.html')] : [];
    const run = await runProgram([command, ...out, ...words], {
      env: { ...env, PARTNER_CENTER_AUTHORITY: endpoint },
      abortSignal: stop.signal,
    });
    expect(run).toStrictEqual({ code: 130, out: '', error: 'Stopped.\n' });
  });

  test('of a proxy are honoured, and an invalid variable is named', async () => {
    const env = { PARTNER_CENTER_TOKEN: 'any' };
    const far = ['usage', '--base-url', 'https://partner.example'];
    let child: ReturnType<typeof startProgram> | undefined;
    const asked: (string | undefined)[] = [];
    const proxy = await serve(
      (_, response) => response.writeHead(502).end(),
      (target) => {
        asked.push(target);
        child?.kill('SIGINT');
      },
    );
    child = startProgram(far, { env: { ...env, HTTPS_PROXY: proxy } });
    await once(child, 'close');
    expect(asked[0]).toBe('partner.example:443');
    const { words } = await startEmulator();
    const near = await runProcess(['usage', '--by', 'workload', ...words], {
      env: { ...env, HTTP_PROXY: proxy, NO_PROXY: '127.0.0.1' },
    });
    expect(near).toMatchObject({ code: 0, error: '' });
    const wrong = await runProgram(far, { env: { ...env, HTTPS_PROXY: 'user:secret@proxy' } });
    expect(wrong).toMatchObject({
      code: 2,
      error: 'HTTPS_PROXY is not the address of a proxy, such as http://proxy.example:8080.\n',
    });
  });
});

/** The Authorization header that the program sends. */
async function sentToken(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const sent: (string | undefined)[] = [];
  const url = await serve(({ headers }, response) => {
    sent.push(headers.authorization);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ Value: [], '@nextLink': null, TotalCount: 0 }));
  });
  const { code, error } = await runProgram(['usage', '--base-url', url, ...words], { env });
  expect({ code, error }).toMatchObject({ code: 0 });
  return sent[0];
}
