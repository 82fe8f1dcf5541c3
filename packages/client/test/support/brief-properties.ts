import fc from 'fast-check';

/** A property that a mutant breaks fails within a few runs; one that it doesn't would be run for every mutant. */
fc.configureGlobal({ numRuns: 20 });
