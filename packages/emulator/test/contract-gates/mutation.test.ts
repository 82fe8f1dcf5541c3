import { describe, expect, test } from 'vitest';

import { objectOf } from '../../contract/documents/json.ts';
import { type Mutation, nameOf } from '../../contract/mutation/mutation.ts';
import { reportOn } from '../../contract/mutation/report.ts';
import { loadSubject, mutationsOf } from '../../contract/mutation/subject.ts';

const subject = await loadSubject();
const mutations = mutationsOf(subject);

describe('mutations', () => {
  test('come from all three documents, hundreds of each', () => {
    for (const document of ['description', 'pact', 'emulator']) {
      expect(mutations.filter((each) => each.document === document).length).toBeGreaterThan(500);
    }
  });

  test('have names of their own', () => {
    const names = mutations.map(nameOf);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test('each change something', () => {
    const before = JSON.stringify([subject.description.document, subject.pact.json, subject.emulator]);
    const idle = mutations.filter((mutation) => {
      const { description, pact, emulator } = mutation.apply(subject);
      return JSON.stringify([description.document, pact.json, emulator]) === before;
    });
    expect(idle.map(nameOf)).toEqual([]);
  });

  test('rename, remove, retype and loosen every property of every schema', () => {
    const schemas = objectOf(objectOf(subject.description.document['components'])['schemas']);
    const properties = Object.entries(schemas).flatMap(([schema, node]) =>
      Object.keys(objectOf(objectOf(node)['properties'])).map(
        (name) => `/components/schemas/${schema}/properties/${name}`,
      ),
    );
    expect(properties.length).toBeGreaterThan(70);
    for (const change of ['renamed', 'removed', 'retyped']) {
      const places = mutations.filter((each) => each.change === change).map(({ place }) => place);
      expect(properties.filter((place) => !places.includes(place))).toEqual([]);
    }
  });
});

describe('the report', () => {
  const mutation = (isHarmless: boolean): Mutation => ({
    document: 'pact',
    place: 'here',
    change: 'changed',
    isHarmless,
    apply: (same) => same,
  });
  const reviewed = { document: 'pact', place: /^here$/, change: /./, reason: 'Nobody looks here.' } as const;

  test('finds a fault that survived', () => {
    expect(reportOn([{ mutation: mutation(false), kills: {} }], true, []).faults).toEqual([
      expect.stringContaining('Survived: pact here changed'),
    ]);
  });

  test('takes a survivor with a reason', () => {
    const { text, faults } = reportOn([{ mutation: mutation(false), kills: {} }], true, [reviewed]);
    expect(faults).toEqual([]);
    expect(text).toContain('1 × Nobody looks here.');
  });

  test('finds a reason that nothing survives by', () => {
    const tried = [{ mutation: mutation(false), kills: { boundary: 'refused' } }];
    expect(reportOn(tried, true, [reviewed]).faults).toEqual([expect.stringContaining('Nobody looks here.')]);
  });

  test('finds a harmless change that was refused', () => {
    const tried = [{ mutation: mutation(true), kills: { negative: 'refused' } }];
    expect(reportOn(tried, true, []).faults).toEqual([expect.stringContaining('Harmless, yet refused')]);
  });

  test('counts kills by gate', () => {
    const tried = [
      { mutation: mutation(false), kills: { boundary: 'refused', types: 'refused' } },
      { mutation: mutation(false), kills: { boundary: 'refused' } },
    ];
    const row = reportOn(tried, true, [])
      .text.split('\n')
      .find((line) => line.startsWith('| all'));
    expect(row?.replaceAll(/\s/g, '')).toBe('|all|2|2|1|0|0|2|0|0|0|0|0|0|');
  });

  test('refuses to report on nothing', () => {
    expect(() => reportOn([], true, [])).toThrow('No mutation was tried.');
  });
});
