import { describe, expect, it } from 'vitest';
import { collectReport, readReport, renderReport, type ApiReport } from '../../src/api/api-report.ts';
import { readDeclarations } from '../../src/api/declaration.ts';
import { findApiChanges } from '../../src/api/find-changes.ts';

const usage = `
export function read(id: string, options?: Options): Promise<Row>;

export interface Row {
    readonly active: number;
    readonly name: string | null;
}

interface Options {
    readonly locale?: string;
}`;

const paths = ['file `usage/openapi.yaml`'];

function report(code: string, ways: readonly string[] = paths): ApiReport {
  return collectReport('usage', ways, [{ specifier: 'usage', declarations: readDeclarations(code) }]);
}

describe('a change of what a package exports', () => {
  it.each([
    ['major', 'usage: read', 'removed', usage.replace(/export function .*;/, '')],
    ['major', 'usage: read', 'changed', usage.replace('id: string', 'id: number')],
    ['major', 'usage: Row', 'changed', usage.replace('    readonly active: number;\n', '')],
    ['major', 'usage: Row', 'changed', usage.replace('active: number;', 'active?: number;')],
    ['major', 'usage: Row', 'changed', usage.replace('active: number;', 'active: number;\n    b: string;')],
    ['major', 'Options', 'changed', usage.replace('locale?: string', 'locale?: number')],
    ['major', 'usage: read', 'changed', `${usage}\n\nexport function read(id: number): Promise<Row>;`],
    ['minor', 'usage: write', 'added', `${usage}\n\nexport function write(): void;`],
    [
      'minor',
      'usage: Row',
      'changed: it has more optional members',
      usage.replace('active: number;', 'active: number;\n    readonly channel?: string;'),
    ],
    [
      'minor',
      'usage: read',
      'changed: it is deprecated',
      usage.replace('export function', '// @deprecated\nexport function'),
    ],
  ])('is %s at %s: %s', (bump, place, verdict, code) => {
    expect(code).not.toBe(usage);
    expect(findApiChanges(report(usage), report(code))).toEqual([{ bump, place, verdict }]);
  });

  it('is major when a file or a module is gone, and minor when one comes', () => {
    const change = { place: paths[0], verdict: 'removed', bump: 'major' };
    expect(findApiChanges(report(usage), report(usage, []))).toEqual([change]);
    expect(findApiChanges(report(usage, []), report(usage))).toEqual([
      { ...change, verdict: 'added', bump: 'minor' },
    ]);
  });

  it("is none when only names change that can't be imported", () => {
    const renamed = usage.replace('interface Options', 'interface Choices');
    expect(findApiChanges(report(usage), report(renamed))).toEqual([]);
  });
});

it('reads back its own output', () => {
  const written = renderReport(report(usage));
  expect(readReport(written)).toEqual(report(usage));
  expect(renderReport(readReport(written))).toBe(written);
});

it('does not mistake other text for a report', () => {
  expect(() => readReport('# Changelog')).toThrow('no report');
});
