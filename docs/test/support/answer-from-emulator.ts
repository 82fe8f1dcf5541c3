/* Loaded before a program of a guide: whatever it asks is answered in its own process. */
import { createEmulator } from '@licenses-usage/emulator';

globalThis.fetch = createEmulator().fetch;
