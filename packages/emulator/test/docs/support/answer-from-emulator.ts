/* Loaded before a program of a guide: whatever it asks is answered in its own process. */
import { createEmulator } from '../../../src/index.ts';

globalThis.fetch = createEmulator().fetch;
