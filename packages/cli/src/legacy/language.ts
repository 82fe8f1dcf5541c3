import { extname } from 'node:path';

/** A group of languages with the same syntax of comments, words and strings, as far as it matters here. */
export type Language = 'ecmascript' | 'csharp' | 'visualbasic' | 'powershell' | 'java' | 'python' | 'plain';

/** The names of the languages, in the order of a summary. */
export const languageNames: Readonly<Record<Language, string>> = {
  ecmascript: 'TypeScript or JavaScript',
  csharp: 'C#',
  visualbasic: 'Visual Basic',
  powershell: 'PowerShell',
  java: 'Java or Kotlin',
  python: 'Python',
  plain: 'other text (only addresses and names)',
};

const extensions: Readonly<Record<Language, string>> = {
  ecmascript: '.ts .tsx .mts .cts .js .jsx .mjs .cjs .vue .svelte .astro',
  csharp: '.cs .csx .cshtml .razor',
  visualbasic: '.vb .vbs .bas',
  powershell: '.ps1 .psm1 .psd1',
  java: '.java .kt .kts .groovy .scala',
  python: '.py .pyw',
  plain:
    '.fs .fsx .go .rb .erb .php .rs .swift .dart .pl .lua .ex .exs .clj .jl .r .c .cc .cpp .h .hpp .m .pq .pqm .sh .bash ' +
    '.zsh .cmd .bat .html .htm .asp .aspx .ascx .ejs .hbs .j2 .http .rest .hurl .bru .har .json .jsonc .ipynb .yaml .yml ' +
    '.xml .config .bicep .tf .sql .txt .csv .env .ini .toml .properties',
};

const languages: ReadonlyMap<string, Language> = new Map(
  (['ecmascript', 'csharp', 'visualbasic', 'powershell', 'java', 'python', 'plain'] as const).flatMap(
    (language) => extensions[language].split(' ').map((extension) => [extension, language] as const),
  ),
);

/** The language of a file, by its name in any case; `undefined` for files that are not read. */
export function languageOf(path: string): Language | undefined {
  return languages.get(extname(path).toLowerCase());
}
