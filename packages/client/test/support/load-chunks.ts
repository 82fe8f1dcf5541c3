import { loadFailures } from '../../src/call/load-failures.ts';
import { loadLists } from '../../src/operations/list.ts';
import { loadLearning } from '../../src/throttle/memory-throttle-store.ts';

/** Loading takes real time, which virtual clocks don't wait for. */
const loadAllLists = async () => (await loadLists()).loadSeekLists();
await Promise.all([loadAllLists(), loadFailures(), loadLearning()]);
