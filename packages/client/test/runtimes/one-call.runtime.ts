import { describe, expect, inject, test } from 'vitest';
import { runPackage } from './support/run-command.ts';

const consumer = inject('consumer');
const platform = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

const runtimes = [
  // The oldest that the package supports, then the newest of each line.
  ...['20.19.0', '20.20.2', '22.23.3', '24.21.0', '26.10.0'].map((version) => ({
    runtime: `Node ${version}`,
    spec: `node-${platform}@${version}`,
    command: ['node'],
  })),
  { runtime: 'Bun 1.4.5', spec: 'bun@1.4.5', command: ['bun', 'run'] },
  { runtime: 'Deno 2.9.6', spec: 'deno@2.9.6', command: ['deno', 'run', '--allow-env', '--allow-read'] },
];

const eventsOfCall = ['call-started', 'request', 'response', 'call-ended'];

describe.each(runtimes)('$runtime', ({ runtime, spec, command }) => {
  test.each(['import.mjs', 'require.cjs'])('makes calls and tells of them, by %s', async (program) => {
    const printed = await runPackage(consumer, spec, [...command, program]);
    expect(JSON.parse(printed)).toEqual({
      runtime,
      paths: ['/v1/analytics/commercial/usage/license/', '/v1/analytics/licenses/usage'],
      rows: [{ serviceCode: 'o365', licensesActive: 206, licensesQualified: 412 }],
      error: 'ServiceError 403 900329',
      events: [...eventsOfCall, ...eventsOfCall],
      exports: [
        'createClient: function',
        'isLicensesUsageError: function',
        'createRefreshTokenCredential: function',
        'toPartnerLicensesUsage: function',
        'createNodeFetch: function',
        'createOpenTelemetryListener: function',
        'schema: object',
      ],
    });
  });
});
