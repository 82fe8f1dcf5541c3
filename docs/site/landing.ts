import { onSite, restReference } from './site-links.ts';
import type { EntryPoint } from './entry-points.ts';
import type { Page } from './pages.ts';

/** The front page: what this is, who it is for, two commands, and links to everything else. */
export function landing(readme: string, pages: readonly Page[], modules: readonly EntryPoint[]): string {
  const [program] = /^```ts\n[^]*?^```$/m.exec(readme) ?? [];
  if (program === undefined) throw new Error('README.md shows no program for the front page.');
  const guides = pages.filter(({ group }) => group === 'Guides');
  const packages = pages.filter(({ group }) => group === 'Packages');
  const project = pages.filter(({ group }) => group === 'Project');
  return `**Read from Microsoft Partner Center which licences your customers use.** For Cloud Solution Providers and their TypeScript developers:
a typed client for the usage and deployment of every customer's licences, a command line, an emulator of the service, and the way
from the superseded calls to the current one.

## Two commands

They run in a clone of the repository, on Node 20.19 or newer, and need no account:

\`\`\`sh
# The licence usage of twelve made-up customers
npx -y pnpm@12 cli usage --demo
# The superseded calls, both ways compared, the current call
npx -y pnpm@12 sample
\`\`\`

## In a program

${program}

## Guides

${guides.map(card).join('\n')}

## Reference

${packages.map(card).join('\n')}
- [REST reference](${onSite(restReference)}): every operation, parameter, answer and fault, from the [OpenAPI description](${onSite('openapi.yaml')})
${modules.map(({ specifier }) => `- [\`${specifier}\`](${onSite(`modules/${specifier.replaceAll(/[@/]/g, '_')}.html`)})`).join('\n')}

## Project

${project.map(card).join('\n')}
`;
}

const card = ({ name, path, about }: Page): string => `- [${name}](${path}): ${about}`;
