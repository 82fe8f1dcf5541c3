import { describe, expect, test } from 'vitest';

import { exceptions } from '../../src/coverage/exceptions.ts';
import { renderCoverage } from '../../src/coverage/render-coverage.ts';
import { committed, withInteractions } from './support/documents.ts';

describe('coverage of the contract', () => {
  test('is complete, except for elements that are left out for a reason', () => {
    expect(renderCoverage(committed).findings).toEqual([]);
  });

  test('counts every status of every operation', () => {
    const statuses = committed.description.operations.flatMap(({ responses }) => responses).length;
    expect(statuses).toBeGreaterThan(0);
    expect(renderCoverage(committed).text).toContain(
      `${statuses} of ${statuses} are shown by an interaction.`,
    );
  });

  test.each([
    ['a status', /answered with 503$/, '503'],
    ['a plain request', /^listLicensesUsage$/, 'query none, with rows'],
  ])('%s that no interaction covers is found', (_what, pattern, what) => {
    const documents = withInteractions((all) =>
      all.filter((each) => !pattern.test(String(each['description']))),
    );
    const places = renderCoverage(documents).findings.map(({ place }) => place);
    expect(places).toContain(`listLicensesUsage ${what}`);
  });

  test.each([
    ['parameter', /first of two pages|last of two pages/, 'query top'],
    ['field', /first of two pages/, '200 field /@nextLink'],
  ])(
    'an optional %s that no interaction covers is listed as new, and is not a finding',
    (_kind, pattern, what) => {
      const documents = withInteractions((all) =>
        all.filter((each) => !pattern.test(String(each['description']))),
      );
      const { text, findings } = renderCoverage(documents);
      expect(findings.map(({ place }) => place)).not.toContain(`listLicensesUsage ${what}`);
      const [, listed = ''] = text.split('## New, asserted by nobody yet');
      expect(listed).toMatch(new RegExp(`^\\| \`${what}\` +\\| .*\`listLicensesUsage\``, 'm'));
    },
  );

  test('a status can not be left out for a reason', () => {
    const documents = withInteractions((all) =>
      all.filter((each) => !String(each['description']).endsWith(' 503')),
    );
    const all = [{ what: /./, reason: 'Nothing of this matters to anybody.' }];
    expect(renderCoverage(documents, all).findings.map(({ place }) => place)).toContain('listCustomers 503');
  });

  test('an unused reason is found', () => {
    const idle = { what: /^query nothing$/, reason: 'There is no such parameter.' };
    const { findings } = renderCoverage(committed, [...exceptions, idle]);
    expect(findings).toEqual([expect.objectContaining({ fault: expect.stringContaining(idle.reason) })]);
  });
});
