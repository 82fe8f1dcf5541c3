import type { EntryPoint } from './entry-points.ts';
import type { Page } from './pages.ts';

/** An overview for language models: https://llmstxt.org. */
export function llmsTxt(pages: readonly Page[], modules: readonly EntryPoint[]): string {
  return `# licenses-usage

> Licence-usage insights of Microsoft Partner Center in TypeScript: a description, a typed client, a stand-in for the service, a command
> line, and the way from the superseded operations to the current one.

## Guides

${pages.map(({ path, name, about }) => `- [${name}](${path}): ${about}`).join('\n')}

## Description

- [OpenAPI](openapi.yaml): every operation, parameter, answer and fault

## Modules

${modules.map(({ specifier }) => `- \`${specifier}\``).join('\n')}
`;
}
