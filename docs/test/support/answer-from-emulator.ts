/* Loaded before a program of a guide: whatever it asks is answered in its own process. */
import { createEmulator } from '@licenses-usage/emulator';

// The guides print dates.
globalThis.fetch = createEmulator({ snapshotDate: '2017-03-09' }).fetch;
