/**
 * Rehearses a release: raises versions and packs in a copy of the repository, publishes to a registry on this machine,
 * installs from there into fresh projects, and uses what was installed with every supported runtime and compiler.
 *
 *     node rehearse.ts [--only packages,types,runtimes,readme,browser,upgrade] [--out <folder>] [--root <folder>]
 *
 * Exits with 1 when anything is wrong, and says where and how to repair it. With `--out`, tarballs that pass are left there.
 */
import { readOptions } from './src/rehearsal/read-options.ts';
import { rehearse } from './src/rehearsal/rehearse.ts';

process.exitCode = (await rehearse(readOptions(process.argv.slice(2)), console)) ? 0 : 1;
