import { extname } from 'node:path';

/** How a language writes comments and text, as far as calls can be found by it. */
export type Language = 'ecmascript' | 'csharp' | 'powershell';

const languages: Readonly<Record<string, Language>> = {
  '.ts': 'ecmascript',
  '.tsx': 'ecmascript',
  '.mts': 'ecmascript',
  '.cts': 'ecmascript',
  '.js': 'ecmascript',
  '.jsx': 'ecmascript',
  '.mjs': 'ecmascript',
  '.cjs': 'ecmascript',
  '.cs': 'csharp',
  '.csx': 'csharp',
  '.cshtml': 'csharp',
  '.ps1': 'powershell',
  '.psm1': 'powershell',
  '.psd1': 'powershell',
};

/** The language of a file by its name; `undefined` for one that is not read. */
export function languageOf(path: string): Language | undefined {
  return languages[extname(path).toLowerCase()];
}
