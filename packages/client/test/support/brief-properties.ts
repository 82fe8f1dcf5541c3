import fc from 'fast-check';

/** A mutant that breaks a property fails it within a few runs. More runs would only slow down the others. */
fc.configureGlobal({ numRuns: 20 });
