import { describe, expect, test } from 'vitest';
import { defaultAccent } from '../../src/report/accent.ts';
import { createFormats } from '../../src/report/formats.ts';
import { renderPage } from '../../src/report/render-page.ts';
import type { ReportFacts } from '../../src/report/report-facts.ts';
import { factsWith, textOf } from '../support/report.ts';

function pageOf(facts: Partial<ReportFacts>, partnerName?: string): string {
  const look = { title: 'Use <of> licences', partnerName, accent: defaultAccent };
  return renderPage(factsWith(facts), { ...look, formats: createFormats('en-GB') });
}

/** The first groups of what a pattern matches. */
function all(page: string, pattern: RegExp): string[][] {
  return [...page.matchAll(pattern)].map((match) => match.slice(1));
}

describe('the page of a report', () => {
  test('names its title, its partner and the days of its services', () => {
    const page = pageOf({}, 'Contoso & Sons');
    expect(page).toContain('<title>Use &lt;of&gt; licences · Contoso &amp; Sons</title>');
    expect(page).toMatch(
      /<p class="partner"><bdi>Contoso &amp; Sons<\/bdi><\/p>\s*<h1><bdi>Use &lt;of&gt; licences</,
    );
    expect(textOf(page)).toContain('Microsoft Office 365 as of 26 November 2026');
    expect(textOf(page)).toContain(
      'Read from a test on 30 November 2026 at 09:05 UTC. Contains names of customers',
    );
  });

  test('has no partner if none is given', () => {
    const page = pageOf({});
    expect(page).toContain('<title>Use &lt;of&gt; licences</title>');
    expect(page).not.toContain('class="partner"');
  });

  test('links to every section that it has, and each section has a title', () => {
    const page = pageOf({});
    const sections = all(
      page,
      /<section id="(\w+)" aria-labelledby="\1-title">\s*<div class="head">\s*<h2 id="\1-title">([^<]+)</g,
    );
    expect(sections).toStrictEqual([
      ['workloads', 'Workloads'],
      ['movers', 'What moved'],
      ['customers', 'Customers at risk'],
      ['products', 'Products'],
      ['trend', 'Trend'],
      ['parity', 'Do the old and the new figures agree?'],
    ]);
    const links = all(page, /<li><a href="#(\w+)">([^<]+)</g);
    expect(links.map(([id]) => id)).toStrictEqual(sections.map(([id]) => id));
    expect(links.at(-1)).toStrictEqual(['parity', 'Old and new figures']);
    expect(pageOf({ parity: null })).not.toContain('#parity');
  });
});
