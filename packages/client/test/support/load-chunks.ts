import { loadFailures } from '../../src/call/load-failures.ts';
import { loadLists } from '../../src/operations/list.ts';

/** Loading takes real time, which virtual clocks don't wait for. */
await Promise.all([loadLists(), loadFailures()]);
