import { join } from 'node:path';

import { Application, OptionDefaults, PageEvent } from 'typedoc';

import type { EntryPoint } from './entry-points.ts';

/** Where the site has the reference of the description. */
export const restReference = 'rest/index.html';

export interface ApiReferenceOptions {
  readonly entryPoints: readonly EntryPoint[];
  /** Files in Markdown with a title in their front matter; the first is the front page. */
  readonly documents: readonly string[];
  readonly tsconfig: string;
  readonly out: string;
}

/**
 * Writes the guides and the reference of every exported symbol, with a search over both.
 * @throws Error when the sources do not compile, or a link in a guide or a docstring leads nowhere.
 */
export async function writeApiReference(options: ApiReferenceOptions): Promise<void> {
  const [readme = 'none', ...projectDocuments] = options.documents;
  const app = await Application.bootstrap({
    name: 'licenses-usage',
    tsconfig: options.tsconfig,
    entryPoints: options.entryPoints.map(({ source }) => source),
    readme,
    projectDocuments,
    // The guide shows the current operation in these as well.
    highlightLanguages: [...OptionDefaults.highlightLanguages, 'csharp', 'powershell'],
    // The generated types say what the description says with this tag.
    blockTags: [...OptionDefaults.blockTags, '@description'],
    customCss: join(import.meta.dirname, 'site.css'),
    navigationLinks: { 'REST reference': restReference },
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
  // TypeDoc writes a link of the navigation alike on every page, wherever the page lies.
  app.renderer.on(PageEvent.END, (page) => {
    const toRoot = '../'.repeat(page.url.split('/').length - 1);
    if (page.contents === undefined) return;
    page.contents = page.contents.replaceAll(`href="${restReference}"`, `href="${toRoot}${restReference}"`);
  });
  const project = await app.convert();
  if (project === undefined) throw new Error('The sources do not compile, as said above.');
  for (const module of project.children ?? []) {
    // TypeDoc names a module by its file; readers know it by what they import.
    const file = project.getSymbolIdFromReflection(module)?.fileName;
    const entryPoint = options.entryPoints.find(({ source }) => source === file);
    if (entryPoint === undefined) throw new Error(`${module.name} is documented, but no package exports it.`);
    module.name = entryPoint.specifier;
  }
  app.validate(project);
  await app.generateDocs(project, options.out);
  if (app.logger.hasErrors() || app.logger.hasWarnings()) throw new Error('See what TypeDoc said above.');
}
