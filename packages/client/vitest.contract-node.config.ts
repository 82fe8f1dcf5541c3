import { defineConfig, mergeConfig } from 'vitest/config';
import config from './vitest.contract.config.ts';

/** The contract, once more over the transport for Node. */
export default mergeConfig(config, defineConfig({ test: { env: { LICENSES_USAGE_TRANSPORT: 'node' } } }));
