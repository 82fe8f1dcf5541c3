import { closingOf } from './find-addresses.ts';
import { operationOf, type Finding } from './finding.ts';
import type { Language } from './language.ts';
import { type Token, tokenAt } from './source-text.ts';

/**
 * The cmdlets of the PowerShell modules, by their old and new names: `Get-PCLicensesUsage`,
 * `Get-PartnerLicenseUsageInfo`.
 */
const cmdlet = /^get-(?:pc|partner)(customer)?licenses?(usage|deployment)(?:info)?$/i;

/** The superseded methods of the client. */
const method = /^get(Customer|Partner)Licenses(Usage|Deployment)$/;

/** Types of the .NET SDK that only the superseded operations have. */
const sdkType = /^I?(?:Customer|Partner)Licenses(?:Usage|Deployment)Insights(?:Collection\w*)?$/;

/** Finds cmdlets, the client's superseded methods, and SDK types of only the superseded operations. */
export function* findNames(tokens: readonly Token[], language: Language): Generator<Finding> {
  for (const [index, token] of tokens.entries()) {
    const { kind, value, offset } = token;
    if (language === 'powershell') {
      const found = kind === 'mark' ? null : cmdlet.exec(value);
      if (found !== null) {
        const scope = found[1] === undefined ? 'partner' : 'customer';
        yield { operation: operationOf(found[2] ?? '', scope), found: value, offset };
      }
    }
    if (language === 'ecmascript') {
      const found = kind === 'mark' ? null : method.exec(value);
      if (found !== null && !isDefinition(tokens, index)) {
        const scope = found[1] === 'Customer' ? 'customer' : 'partner';
        yield { operation: operationOf(found[2] ?? '', scope), found: value, offset };
      }
    } else if (kind === 'word' && sdkType.test(value)) {
      yield { operation: 'not-understood', found: value, offset };
    }
  }
}

/** A definition has a body or a return type after its parameters. */
function isDefinition(tokens: readonly Token[], index: number): boolean {
  const [before, next] = [tokenAt(tokens, index - 1).value, tokenAt(tokens, index + 1).value];
  if (tokenAt(tokens, index).kind === 'text' || before === '.' || before === '?') return false;
  if (before === 'function') return true;
  if (next !== '(') return false;
  const close = closingOf(tokens, index + 1);
  if (close === undefined) return false;
  const behind = tokenAt(tokens, close + 1).value;
  return behind === '{' || behind === ':';
}
