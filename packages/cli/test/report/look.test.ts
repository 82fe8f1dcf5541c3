import { describe, expect, test } from 'vitest';
import { readAccent } from '../../src/report/accent.ts';
import { createFormats } from '../../src/report/formats.ts';
import { drawSparkline, scaleOf } from '../../src/report/sparkline.ts';
import { renderBar } from '../../src/report/usage-table.ts';

describe('numbers and dates', () => {
  test('are written for the locale', () => {
    const [british, german] = [createFormats('en-GB'), createFormats('de-DE')];
    expect([british.count(1234567), german.count(1234567)]).toStrictEqual(['1,234,567', '1.234.567']);
    expect([british.share(0.918), german.share(0.918)]).toStrictEqual(['91.8%', '91,8\u00A0%']);
    expect(german.day('2026-03-01').text).toBe(
      '<time datetime="2026-03-01" lang="de-DE">1. März 2026</time>',
    );
  });

  test('have signs of equal width for changes', () => {
    const { change, points } = createFormats('en-GB');
    expect([change(12), change(0), change(-3), points(-0.0049)]).toStrictEqual(['+12', '±0', '−3', '−0.5']);
  });

  test('have a dash for no share, and a mark above 100 %', () => {
    const { share } = createFormats('en-GB');
    expect([share(null), share(0), share(1), share(3.28)]).toStrictEqual([
      '–',
      '0.0%',
      '100.0%',
      '328.0%\u00A0▲',
    ]);
  });
});

test('an accent is lightened for a dark screen until it is readable', () => {
  expect(readAccent('#7A1FA2')).toStrictEqual({ light: '#7a1fa2', dark: '#b684cc' });
  expect(readAccent('#000000').dark).toMatch(/^#([89a-f][0-9a-f])\1\1$/);
});

describe('a bar', () => {
  const widthOf = (licensesActive: number, licensesQualified: number) =>
    /class="(\w+)" width="([\d.]+)"/
      .exec(
        renderBar({ licensesActive, licensesQualified })
          .text.replaceAll(/\s+/g, ' ')
          .replace(/^.*?\/>/, ''),
      )
      ?.slice(1);

  test('is as long as the share', () => {
    expect(widthOf(918, 1000)).toStrictEqual(['fill', '91.80']);
    expect(widthOf(0, 0)).toStrictEqual(['fill', '0.00']);
  });

  test('is full above 100 %, with a notch at 100 %', () => {
    expect(widthOf(400, 100)).toStrictEqual(['over', '100.00']);
    expect(renderBar({ licensesActive: 400, licensesQualified: 100 }).text).toMatch(
      /class="notch"\s+x="24.25"/,
    );
  });
});

describe('a trend', () => {
  const points = (...values: readonly (number | null)[]) =>
    values.map((value, index) => ({
      day: new Date(Date.UTC(2026, 0, 1 + 7 * index)).toISOString().slice(0, 10),
      value,
    }));

  test('has a scale of its own, with at least two points', () => {
    expect(scaleOf(points(0.5, 0.9, null))).toStrictEqual({ low: 0.5, high: 0.9 });
    expect(scaleOf(points(0.5, 0.5))).toStrictEqual({ low: 0.49, high: 0.51 });
    expect(scaleOf(points(null))).toBeUndefined();
  });

  test('has a gap for a missing value, and days at calendar distances', () => {
    const line = drawSparkline(points(0.5, 0.75, null, 1, 0.5), { low: 0.5, high: 1 }).text;
    expect(line).toContain('M0.0 40.0L25.0 20.0M75.0 0.0L100.0 40.0');
  });
});
