import { defineConfig, mergeConfig } from 'vitest/config';
import config from './vitest.config.ts';

const overNode = mergeConfig(config, defineConfig({ test: { env: { LICENSES_USAGE_TRANSPORT: 'node' } } }));

/** Where a transport of its own has its own way, and its own tests say which. */
const ownWays = [
  'without a response, which is a mistake', // what a fetch returns is behind the seam
  'are none of those that the client sends itself', // the transport adds some of its own
  'in the body$', // a connection is ended with a reason of the transport, not with the caller's
  'names the reason in the chain of causes', // its failures have a cause of their own
  'a body above the limit', // a piece more may be on its way
  'what a request says of its sender.*without options', // it says which codings it reads, as fetch does behind the seam
];

/** Calls and lists once more over the transport for Node: requests, answers, bodies, aborts. The rest sees no transport. */
export default {
  ...overNode,
  test: {
    ...overNode.test,
    include: ['test/{call,client,walk}/**/*.test.ts'],
    // Its hundreds of lists show what is asked for, which is the same whatever sends it.
    exclude: ['test/walk/delivers-every-row-once.test.ts'],
    testNamePattern: new RegExp(`^(?!.*(${ownWays.join('|')}))`),
  },
};
