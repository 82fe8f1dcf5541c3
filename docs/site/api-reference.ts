import { join } from 'node:path';

import { Application, OptionDefaults, PageEvent } from 'typedoc';

import { makeAccessible } from './accessibility.ts';
import type { EntryPoint } from './entry-points.ts';
import { findUndocumented } from './find-undocumented.ts';
import { onSite, resolveSiteLinks, restReference } from './site-links.ts';

export interface ApiReferenceOptions {
  readonly entryPoints: readonly EntryPoint[];
  /** A file in Markdown. */
  readonly frontPage: string;
  /** Files in Markdown with a title in their front matter, in the order of the navigation. */
  readonly documents: readonly string[];
  readonly tsconfig: string;
  readonly out: string;
}

/**
 * Writes the guides and the reference of every exported symbol, with a search over both.
 * @throws Error when the sources do not compile, or a link in a guide or a docstring leads nowhere.
 */
export async function writeApiReference(options: ApiReferenceOptions): Promise<void> {
  const app = await Application.bootstrap({
    name: 'licenses-usage',
    tsconfig: options.tsconfig,
    entryPoints: options.entryPoints.map(({ source }) => source),
    readme: options.frontPage,
    projectDocuments: [...options.documents],
    // The migration guide also shows the current operation in these languages.
    highlightLanguages: [...OptionDefaults.highlightLanguages, 'csharp', 'powershell', 'sql'],
    // The generated types contain texts of the description in this tag.
    blockTags: [...OptionDefaults.blockTags, '@description'],
    customCss: join(import.meta.dirname, 'site.css'),
    navigationLinks: { 'REST reference': onSite(restReference) },
    // Options, errors and codes are also found in comments.
    searchInComments: true,
    searchInDocuments: true,
    disableGit: true,
    disableSources: true,
    excludeInternal: true,
    githubPages: false,
    visibilityFilters: {},
    sortEntryPoints: false,
    validation: { notExported: false, invalidLink: true, invalidPath: true, rewrittenLink: true },
    treatWarningsAsErrors: true,
    logLevel: 'Warn',
  });
  app.renderer.on(PageEvent.END, (page) => {
    if (page.contents === undefined) return;
    page.contents = makeAccessible(resolveSiteLinks(page.contents, page.url));
  });
  const project = await app.convert();
  if (project === undefined) throw new Error('The sources do not compile, as said above.');
  for (const module of project.children ?? []) {
    // TypeDoc names a module by its file, but readers know it by its import specifier.
    const file = project.getSymbolIdFromReflection(module)?.fileName;
    const entryPoint = options.entryPoints.find(({ source }) => source === file);
    if (entryPoint === undefined) throw new Error(`${module.name} is documented, but no package exports it.`);
    module.name = entryPoint.specifier;
  }
  for (const symbol of findUndocumented(project)) app.logger.warn(`${symbol} has no doc comment.`);
  app.validate(project);
  await app.generateDocs(project, options.out);
  if (app.logger.hasErrors() || app.logger.hasWarnings()) throw new Error('See what TypeDoc said above.');
}
