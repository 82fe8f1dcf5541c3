import type { Pacts } from './read-pacts.ts';

export interface Revision {
  /** The hash of the commit: what the broker calls the version. */
  readonly commit: string;
  readonly branch: string;
}

/** A command of `pact-broker`, word by word. */
export type Command = readonly string[];

/** What has to be run, in this order: publish, and ask for each consumer. */
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
