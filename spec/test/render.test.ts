import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readApi } from '../src/read-api.ts';
import { renderModules } from '../src/render-files.ts';
import { importsOf } from '../src/render/imports.ts';

/** Renders everything for one resource, one collection and one list over a model of these properties. */
function render(properties: string, { required = '[]', parameters = '[]' } = {}) {
  const document: unknown = parse(`
paths:
  /things/{thing-id}:
    get: { operationId: getThing, summary: Get a thing, description: A thing., parameters: [{ name: thing-id, in: path, required: true, description: Its id. Never null., schema: { type: string, format: uuid } }], responses: { '200': { content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } } } }
  /things/all:
    get: { operationId: getAllThings, summary: Get all things, deprecated: true, x-superseded-by: listThings, description: "All. Superseded by \`listThings\` since it has pages.", parameters: ${parameters}, responses: { '200': { content: { application/json: { schema: { $ref: '#/components/schemas/Things' } } } } } }
  /things:
    get: { operationId: listThings, summary: List things, x-paging: seek, description: Pages of things., parameters: ${parameters}, responses: { '200': { content: { application/json: { schema: { $ref: '#/components/schemas/Things' } } } } } }
components:
  parameters:
    Locale: { name: X-Locale, in: header, description: The language., schema: { type: string } }
  schemas:
    Things: { type: object, properties: { items: { type: array, items: { $ref: '#/components/schemas/Thing' } } } }
    Part: { type: object, properties: { name: { type: string } } }
    Thing:
      type: object
      description: A thing.
      required: ${required}
      properties:
        ${properties}
`);
  return textsOf(document);
}

/** The modules with their imports, not yet formatted. */
function textsOf(document: unknown) {
  const modules = renderModules(readApi(document));
  const textOf = (name: string) =>
    modules
      .filter((each) => each.name === name)
      .map((each) => importsOf(each, modules) + each.body)
      .join('')
      .replaceAll(/\s+/g, ' ');
  return {
    models: textOf('models.ts'),
    decoders: textOf('decoders.ts'),
    seekDecoders: textOf('seek-decoders.ts'),
    client: textOf('client.ts'),
    methods: textOf('methods.ts'),
    operations: textOf('operations.ts'),
    lists: textOf('skip-lists.ts') + textOf('seek-lists.ts'),
    limits: textOf('limits.ts'),
  };
}

describe('a property', () => {
  it.each([
    ['{ type: string }', 'string | null', 'readText'],
    ["{ type: [string, 'null'] }", 'string | null', 'readText'],
    ['{ type: string, format: date-time }', 'string | null', 'readDateTime'],
    ['{ type: string, x-assumed-offset: Z }', 'string | null', 'readDateTime'],
    ['{ type: string, x-indispensable: true }', 'string', 'readRequiredText'],
    ['{ type: boolean }', 'boolean | null', 'readBoolean'],
    ['{ type: number }', 'number | null', 'readNumber'],
    ['{ type: integer }', 'number | null', 'readInteger'],
    ['{ type: integer, minimum: 0 }', 'number | null', 'orNull(readCount)'],
    ["{ $ref: '#/components/schemas/Part' }", 'Part | null', 'orNull(readPart)'],
    ['{ type: array, items: { type: string } }', '(string | null)[] | null', 'orNull(listOf(readText))'],
    [
      "{ type: array, items: { $ref: '#/components/schemas/Part' } }",
      'Part[] | null',
      'orNull(listOf(readPart))',
    ],
  ])('of %s is %s to users, read by %s', (schema, type, reader) => {
    const { models, decoders } = render(`some: ${schema}`);
    expect(models).toContain(` some: ${type};`);
    expect(decoders).toContain(`readers: { some: ${reader}, }, optional: ['some']`);
  });

  it('that is a required count is never null', () => {
    const { models, decoders } = render('some: { type: integer, minimum: 0 }', { required: '[some]' });
    expect(models).toContain(' some: number;');
    expect(decoders).toContain('readers: { some: readCount, } })');
  });

  it('documents its meaning, its known values, an example and that it may be null, and never promises that it is not null', () => {
    const { models } = render(
      'some: { type: string, description: The channel. Never null., x-extensible-enum: [a, b], examples: [a] }',
    );
    expect(models).toContain(
      '/** * The channel. * * Known values: `a`, `b`; the service may add others. `null` when the service sends none. Example: `a`. */',
    );
    expect(models).not.toMatch(/never null/i);
  });

  it('passes its known values in lower case to its reader, which ignores case', () => {
    expect(render('some: { type: string, enum: [Small, Large] }').decoders).toContain(
      "known: { some: ['small', 'large'] }",
    );
  });

  it('whose type has no reader is refused', () => {
    expect(() => render('some: { type: object }')).toThrow('No reader is known for the property some.');
  });
});

describe('an operation', () => {
  it('about one object resolves to it, and checks the GUID of its path', () => {
    const { client, methods, operations } = render('some: { type: string }');
    expect(client).toContain(
      '* @param thingId Its id. */ getThing(thingId: string, requestOptions?: RequestOptions): Promise<ResourceAnswer<Thing>>;',
    );
    expect(methods).toContain(
      "getThing: (thingId, requestOptions) => getResource(client, operations.getThing, { 'thing-id': thingId }, requestOptions),",
    );
    expect(operations).toContain(
      "getThing: { operationId: 'getThing', path: '/things/{thing-id}', read: readThing, },",
    );
  });

  it('that writes is refused', () => {
    const document = { paths: { '/things': { post: { operationId: 'createThing' } } } };
    expect(() => readApi(document)).toThrow('createThing is a POST: the client only reads, by GET.');
  });

  it('that lists the resource of another operation shares its reader', () => {
    const { lists, seekDecoders } = render('some: { type: string }');
    expect(lists).toContain("import { readThing } from './decoders.ts';");
    expect(seekDecoders).toContain("export { readThing } from './decoders.ts'; ");
  });

  it('that is superseded is deprecated, and links to its successor', () => {
    expect(render('some: { type: string }').client).toContain(
      '* @deprecated Superseded by {@link LicensesUsageClient.listThings} since it has pages. */',
    );
  });

  it.each([
    ['{ type: string }', 'string', "{ type: 'text' }"],
    ['{ type: string, enum: [a, b] }', "'a' | 'b'", "{ type: 'text', values: ['a', 'b'] }"],
    ['{ type: integer, minimum: 1, maximum: 5 }', 'number', "{ type: 'integer', min: 1, max: 5 }"],
    ['{ type: boolean }', 'boolean', "{ type: 'boolean' }"],
  ])('checks a parameter of its own: %s', (schema, type, rule) => {
    const parameters = `[{ name: region, in: query, description: Where., schema: ${schema} }]`;
    const { client, operations, lists } = render('some: { type: string }', { parameters });
    expect(client).toContain(`interface ThingsQuery extends SeekQuery {`);
    expect(client).toContain(`interface GetAllThingsOptions extends RequestOptions {`);
    expect(client.split(`readonly region?: ${type} | undefined;`)).toHaveLength(3);
    expect(lists).toContain(`resolveOwnParameters('query', given, { region: ${rule} })`);
    expect(operations).toContain(`resolveOwnParameters('requestOptions', given, { region: ${rule} })`);
  });

  it('names a header of its own in camel case', () => {
    const parameters = `[{ name: X-Tenant-Region, in: header, description: Where., schema: { type: string } }, { $ref: '#/components/parameters/Locale' }]`;
    const { client, operations, lists } = render('some: { type: string }', { parameters });
    expect(client.split('readonly xTenantRegion?: string | undefined;')).toHaveLength(3);
    const rule = "{ xTenantRegion: { type: 'text', header: 'X-Tenant-Region' } }";
    expect(lists).toContain(`resolveOwnParameters('query', given, ${rule})`);
    expect(operations).toContain(`resolveOwnParameters('requestOptions', given, ${rule})`);
    expect(client).not.toContain('xLocale');
  });

  it('with pages by a link and without groups reads whole rows and has no groupBy', () => {
    const document: unknown = parse(
      `{ paths: { /things: { get: { operationId: listThings, summary: List things, x-paging: next-link, description: Things., parameters: [{ name: top, in: query, schema: { type: integer } }], responses: { '200': { content: { application/json: { schema: { $ref: '#/components/schemas/Things' } } } } } } } }, components: { schemas: { Things: { type: object, properties: { Value: { type: array, items: { $ref: '#/components/schemas/Thing' } } } }, Thing: { type: object, properties: { name: { type: string } } } } } }`,
    );
    const { client, methods, lists } = textsOf(document);
    expect(client).toContain(
      "interface ThingsQuery extends Pick<RowsQuery<never, readonly []>, 'top' | 'skip'>",
    );
    expect(methods).toContain('listThings: (query, listOptions) => listBySkip(client,');
    expect(lists).toContain("listThings = { operation: 'listThings', readRow: readThing, }");
  });

  it('with pages and a parameter in its path is refused', () => {
    const parameters = `[{ name: thing-id, in: path, required: true, description: Its id., schema: { type: string, format: uuid } }]`;
    expect(() => render('some: { type: string }', { parameters })).toThrow(
      'listThings has pages and a parameter in its path, thing-id',
    );
  });
});

describe('the largest page', () => {
  const sized = (name: string, maximum: number) =>
    textsOf(
      parse(
        `{ paths: { /things: { get: { operationId: listThings, x-paging: next-link, parameters: [{ name: ${name}, in: query, schema: { type: integer, maximum: ${maximum} } }], responses: { '200': { content: { application/json: { schema: { $ref: '#/components/schemas/Things' } } } } } } } }, components: { schemas: { Things: { type: object, properties: { Value: { type: array, items: { $ref: '#/components/schemas/Thing' } } } }, Thing: { type: object, properties: { name: { type: string } } } } } }`,
      ),
    ).limits;

  it('is the maximum of the parameter that sets the page size', () => {
    expect(sized('top', 20_000)).toContain('export const largestPage = 20000;');
  });

  it('has no limit when the description sets none', () => {
    expect(sized('skip', 20_000)).toContain('export const largestPage = Infinity;');
  });
});
