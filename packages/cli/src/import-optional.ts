import { CommandError } from './exit.ts';

/**
 * Loads a package that is too large to come with this program.
 * @param names The packages that have to be installed for it.
 * @param advice What to do if one of them is not.
 * @throws {CommandError} with the advice.
 */
export async function importOptional<Module>(
  load: () => Promise<Module>,
  names: readonly string[],
  advice: string,
): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    if (isMissing(error, names)) throw new CommandError(advice);
    throw error;
  }
}

/** Node names the package in the message only. */
function isMissing(error: unknown, names: readonly string[]): boolean {
  if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) return false;
  return names.some((name) => error.message.includes(`'${name}`));
}
