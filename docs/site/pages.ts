/** A document of the repository that is a page of the site. */
export interface Page {
  /** Its path from the root of the repository. */
  readonly path: string;
  /** Its name in the site's navigation and address. */
  readonly name: string;
  readonly about: string;
}

/** In the order in which a reader comes to need them. The first is the front page. */
export const pages: readonly Page[] = [
  { path: 'README.md', name: 'Start', about: 'what it is, and how to try it in one command' },
  { path: 'packages/client/README.md', name: 'Client', about: 'calls, options, errors of the typed client' },
  { path: 'docs/migrate.md', name: 'Migrate', about: 'from the superseded calls to the current one' },
  { path: 'packages/cli/README.md', name: 'Command line', about: 'the same without writing code' },
  { path: 'packages/history/README.md', name: 'History', about: 'snapshots kept, and what changed' },
  { path: 'docs/history.md', name: 'Keep a history', about: 'record every week, alert, look at it' },
  { path: 'packages/fleet/README.md', name: 'Fleet', about: 'workers that share a queue of customers' },
  {
    path: 'docs/fleet.md',
    name: 'Run a fleet',
    about: 'when to, settings, sizing, what happens at each failure',
  },
  { path: 'packages/emulator/README.md', name: 'Emulator', about: 'a stand-in for the service' },
  { path: 'spec/README.md', name: 'Sources', about: 'where each fact of the description comes from' },
  { path: 'spec/COVERAGE.md', name: 'Contract coverage', about: 'what the contract tests cover' },
  {
    path: 'ARCHITECTURE.md',
    name: 'Architecture',
    about: 'the packages, the way of one call and of one row',
  },
  { path: 'CONTRIBUTING.md', name: 'Contributing', about: 'how to change things' },
];
