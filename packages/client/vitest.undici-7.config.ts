import { defineConfig, mergeConfig } from 'vitest/config';
import config from './vitest.config.ts';

/** The transport for Node, once more over the older undici that it supports. */
const older = mergeConfig(config, defineConfig({ resolve: { alias: { undici: 'undici-7' } } }));

export default { ...older, test: { ...older.test, include: ['test/node/**/*.test.ts'] } };
