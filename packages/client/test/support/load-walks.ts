import { loadWalks } from '../../src/operations/load-walks.ts';

/** Loading takes real time, which virtual clocks don't wait for. */
await loadWalks();
