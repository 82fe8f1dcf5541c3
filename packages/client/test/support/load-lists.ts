import { loadLists } from '../../src/operations/list.ts';

/** Loading takes real time, which virtual clocks don't wait for. */
await loadLists();
