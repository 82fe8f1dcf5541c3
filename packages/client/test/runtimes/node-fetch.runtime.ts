import { expect, inject, test } from 'vitest';
import { runPackage } from './support/run-command.ts';

const consumer = inject('consumer');

test.each(['20.19.0', '20.20.2', '22.23.3', '24.21.0', '26.10.0'])(
  'the transport for Node calls a real server on Node %s, and the process ends by itself',
  async (version) => {
    const spec = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}@${version}`;
    const printed = await runPackage(consumer, spec, ['node', 'node-fetch.mjs']);
    expect(JSON.parse(printed)).toEqual({ node: version, totalCount: 0 });
  },
);
