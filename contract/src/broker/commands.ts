import type { Pacts } from './read-pacts.ts';

export interface Revision {
  /** The hash of the commit, which is the version in the broker. */
  readonly commit: string;
  readonly branch: string;
}

/** A command of `pact-broker`, word by word. */
export type Command = readonly string[];

/** The commands to run, in this order: publish, and then ask for each consumer. */
export function brokerCommands(
  { folder, consumers }: Pacts,
  { commit, branch }: Revision,
  environment: string,
): readonly Command[] {
  return [
    ['publish', folder, '--consumer-app-version', commit, '--branch', branch],
    ...consumers.map((consumer) => [
      'can-i-deploy',
      '--pacticipant',
      consumer,
      '--version',
      commit,
      '--to-environment',
      environment,
    ]),
  ];
}
