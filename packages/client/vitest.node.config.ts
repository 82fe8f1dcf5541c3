import { defineConfig, mergeConfig } from 'vitest/config';
import config from './vitest.config.ts';

const overNode = mergeConfig(config, defineConfig({ test: { env: { LICENSES_USAGE_TRANSPORT: 'node' } } }));

/** Behaviour that differs in the transport for Node, and has tests of its own. */
const ownWays = [
  'a fetch that resolves to something other than a response', // what a fetch returns is behind the seam
  "can't be those that the client sends itself", // the transport adds some of its own
  'in the body$', // a connection is ended with a reason of the transport, not with the caller's
  'names the reason in the chain of causes', // its failures have a cause of their own
  'in an error of another realm', // undici throws errors of this one
  'a body above the limit', // a piece more may be on its way
  'the headers about the sender.*without options', // it says which codings it reads, as fetch does behind the seam
];

/** Runs the tests of calls and lists again, over the transport for Node. The other tests use no transport. */
export default {
  ...overNode,
  test: {
    ...overNode.test,
    include: ['test/{call,client,walk}/**/*.test.ts'],
    // Its hundreds of lists test the requests, which are the same over any transport.
    exclude: ['test/walk/delivers-every-row-once.test.ts'],
    testNamePattern: new RegExp(`^(?!.*(${ownWays.join('|')}))`),
  },
};
