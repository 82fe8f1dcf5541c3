import { parse } from 'yaml';
import { expect, it } from 'vitest';
import { applyPatch, isPatch } from '../../src/update/apply-patch.ts';
import { present } from './descriptions.ts';

const text = `# A comment that stays
openapi: 3.1.0
paths: {}
tags: [one, two]
x-common: &common
  type: string
  description: Shared. # beside it
x-first: *common
x-second: *common
`;

it.each([
  ['adds a member', { 'x-new': 1 }, { 'x-new': 1 }],
  ['removes a member whose patch is null', { tags: null }, { tags: undefined }],
  ['replaces a list as a whole', { tags: ['three'] }, { tags: ['three'] }],
  [
    'leaves out members that are null from what it adds',
    { 'x-new': { a: 1, b: null } },
    { 'x-new': { a: 1 } },
  ],
])('a merge patch %s', async (_what, patch, expected) => {
  const { tags, 'x-new': added } = parse(await applyPatch(text, patch));
  expect({ tags, 'x-new': added }).toMatchObject(expected);
});

it('changes one of two aliases of an anchor, and keeps comments and the other alias', async () => {
  const changed = await applyPatch(text, { 'x-first': { description: 'Its own.' } });

  expect(parse(changed)).toMatchObject({
    'x-common': { description: 'Shared.' },
    'x-first': { type: 'string', description: 'Its own.' },
    'x-second': { description: 'Shared.' },
  });
  expect(changed).toContain('# A comment that stays');
  expect(changed).toContain('x-second: *common');
});

it.each([
  ['is changed', { 'x-common': { description: 'Its own.' } }, { type: 'string', description: 'Its own.' }],
  ['is removed', { 'x-common': null }, undefined],
  ['is replaced', { 'x-common': true }, true],
])('leaves the aliases of an anchor unchanged when the anchored value %s', async (_what, patch, expected) => {
  const changed = await applyPatch(text, patch);

  const { 'x-common': common, ...others } = parse(changed);
  expect(common).toEqual(expected);
  expect(others).toMatchObject({
    'x-first': { type: 'string', description: 'Shared.' },
    'x-second': { type: 'string', description: 'Shared.' },
  });
  expect(changed).toContain('x-second: *common');
});

it('changes no other line of the description', async () => {
  expect(await applyPatch(present, { info: { version: '1.0.1' } })).toBe(
    present.replace('version: 1.0.0', 'version: 1.0.1'),
  );
});

it('applies the actions of an overlay one after the other, to lists and objects found by JSONPath', async () => {
  const overlay = {
    overlay: '1.0.0',
    info: { title: 'News', version: '1' },
    actions: [
      { target: '$.tags', update: 'three' },
      { target: "$['x-first','x-second']", update: { maxLength: 5 } },
      { target: '$.tags[?@ == "one"]', remove: true },
      { target: '$', update: { 'x-new': { a: null } } },
    ],
  };

  expect(parse(await applyPatch(text, overlay))).toEqual({
    openapi: '3.1.0',
    paths: {},
    tags: ['two', 'three'],
    'x-common': { type: 'string', description: 'Shared.' },
    'x-first': { type: 'string', description: 'Shared.', maxLength: 5 },
    'x-second': { type: 'string', description: 'Shared.', maxLength: 5 },
    'x-new': { a: null },
  });
});

it.each([
  ['of a later version', { overlay: '2.0.0', actions: [] }, 'overlay of version 1.0'],
  ['without actions', { overlay: '1.0.0' }, 'a list of actions'],
  ['whose action has no target', { overlay: '1.0.0', actions: [{ remove: true }] }, 'has no target'],
  [
    'whose target is nowhere',
    { overlay: '1.0.0', actions: [{ target: '$.nowhere', remove: true }] },
    'Nothing in the description is at $.nowhere',
  ],
])('refuses an overlay %s', async (_what, overlay, message) => {
  await expect(applyPatch(text, overlay)).rejects.toThrow(message);
});

it('tells a patch from a whole description', () => {
  expect(isPatch({ info: { version: '2' } })).toBe(true);
  expect(isPatch({ overlay: '1.0.0', actions: [] })).toBe(true);
  expect(isPatch(parse(present))).toBe(false);
});
