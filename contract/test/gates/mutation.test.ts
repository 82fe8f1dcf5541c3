import { describe, expect, test } from 'vitest';

import { objectOf } from '../../src/documents/json.ts';
import { kindOf, type Mutation, nameOf } from '../../src/mutation/mutation.ts';
import { sampleOf } from '../../src/mutation/sample-mutations.ts';
import { loadSubject, mutationsOf } from '../../src/mutation/subject.ts';
import { survivorFor, survivors } from '../../src/mutation/survivors.ts';

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
    // Only the affected document is written: all three for each of thousands of mutations would take minutes.
    const textOf = ({ description, pact, emulator }: typeof subject, document: Mutation['document']) =>
      JSON.stringify({ description: description.document, pact: pact.json, emulator }[document]);
    const before = {
      description: textOf(subject, 'description'),
      pact: textOf(subject, 'pact'),
      emulator: textOf(subject, 'emulator'),
    };
    const idle = mutations.filter(
      (mutation) => textOf(mutation.apply(subject), mutation.document) === before[mutation.document],
    );
    expect(idle.map(nameOf)).toEqual([]);
  });

  test('are missed when a document gives none', () => {
    expect(() => mutationsOf({ ...subject, emulator: [] })).toThrow(
      'No mutations are derived from the emulator',
    );
    const pact = { ...subject.pact, interactions: [] };
    expect(() => mutationsOf({ ...subject, pact })).toThrow('No mutations are derived from the pact');
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

describe('the sample', () => {
  const names = (seed: string) => sampleOf(mutations, seed).map(nameOf);

  test('has every kind of change to every document, including harmless ones', () => {
    const kinds = (list: readonly Mutation[]) =>
      new Set(list.map((each) => `${kindOf(each)} ${each.isHarmless}`));
    expect(kinds(sampleOf(mutations, 'one'))).toEqual(kinds(mutations));
  });

  test('is a small part, and the same only for the same seed', () => {
    expect(names('one').length).toBeLessThan(mutations.length / 10);
    expect(names('one')).toEqual(names('one'));
    expect(names('one')).not.toEqual(names('two'));
  });
});

describe('the reviewed survivors', () => {
  test('are mutations that exist', () => {
    const unknown = survivors.filter((survivor) =>
      mutations.every((mutation) => survivorFor(mutation, [survivor]) === undefined),
    );
    expect(unknown).toEqual([]);
  });

  test('each have a reason, and are few', () => {
    expect(survivors.filter(({ reason }) => reason.length < 40)).toEqual([]);
    const listed = mutations.filter((mutation) => survivorFor(mutation, survivors) !== undefined);
    expect(listed.length).toBeLessThan(mutations.length / 100);
  });
});
