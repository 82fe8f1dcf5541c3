import { loadFailures } from '../../src/call/load-failures.ts';
import { loadLists } from '../../src/operations/list.ts';
import { loadLearning } from '../../src/throttle/memory-throttle-store.ts';

/** Loading takes real time, which virtual clocks don't wait for. */
await Promise.all([loadLists(), loadFailures(), loadLearning()]);
