import type { Finding, LegacyOperation } from './finding.ts';
import type { Language } from './language.ts';
import type { Token } from './token.ts';

/** Names that can mean nothing else, in lower case where the language doesn't tell case. */
const names: Readonly<Record<Language, Readonly<Record<string, LegacyOperation>>>> = {
  powershell: {
    'get-partnerlicenseusageinfo': 'getPartnerLicensesUsage',
    'get-pclicenseusage': 'getPartnerLicensesUsage',
    'get-pccustomerlicenseusage': 'getCustomerLicensesUsage',
  },
  ecmascript: {
    getCustomerLicensesUsage: 'getCustomerLicensesUsage',
    getPartnerLicensesUsage: 'getPartnerLicensesUsage',
  },
  csharp: {},
};

/** Finds the cmdlets of the PowerShell modules, and the two superseded methods of the client. */
export function* findNames(tokens: readonly Token[], language: Language): Generator<Finding> {
  for (const [index, { kind, value, offset }] of tokens.entries()) {
    if (kind !== 'word') continue;
    const name = language === 'powershell' ? value.toLowerCase() : value;
    if (!Object.hasOwn(names[language], name)) continue;
    // A method is a call only as a member: its own definition is none.
    if (language === 'ecmascript' && tokens[index - 1]?.value !== '.') continue;
    const operation = names[language][name];
    if (operation !== undefined) yield { operation, found: value, offset };
  }
}
