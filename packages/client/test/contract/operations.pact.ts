import { MatchersV3 } from '@pact-foundation/pact';
import {
  describeOperations,
  loadDocument,
  type DescribedOperation,
} from '@licenses-usage/spec/described-operations';
import { exampleValue } from '@licenses-usage/spec/example-value';
import { listOf, mergeSchema, recordOf } from '@licenses-usage/spec/read-schema';
import { describe, expect, test } from 'vitest';
import { and, eq, isLicensesUsageError, ne, ServiceError } from '../../src/index.ts';
import { callOperation, firstPageOf, listOperation } from './support/calls.ts';
import { clientOf, collect, createContract, requestHeaders, responseHeaders } from './support/contract.ts';
import { formOf, readingOf } from './support/forms.ts';
import { callRefused, readingOfRefusal } from './support/refusals.ts';
import { count } from './support/wire-forms.ts';

const { constrainedArrayLike, eachLike, equal, regex, string } = MatchersV3;

const document = await loadDocument();
const operations = await describeOperations(document);
const collections = operations.filter(({ kind }) => kind === 'collection');
const resources = operations.filter(({ kind }) => kind === 'resource');
const lists = operations.filter(({ kind }) => kind === 'list');

/** The contract's row of an operation's answer: on the wire, and as users get it. */
function rowOf({ operationId, model, answers }: DescribedOperation) {
  const answer = answers.find(({ status }) => status === 200);
  const schema = { $ref: `#/components/schemas/${model}` };
  const names = Object.keys(recordOf(answer?.schema['properties']));
  const listName = names.find((name) => ['items', 'value', 'Value'].includes(name)) ?? '';
  const body = recordOf(answer?.example);
  const [example] = listName === '' ? [body] : listOf(body[listName]);
  if (answer === undefined || example === undefined) {
    throw new Error(`${operationId} has no example of an answer with data.`);
  }
  return {
    listName,
    hasCount: listOf(answer.schema['required']).includes('totalCount'),
    body,
    // The day of the rows, if they have one. The walk is bound to it.
    snapshot: snapshotOf(recordOf(example)),
    row: recordOf(example),
    form: formOf(document, schema, example),
    reading: readingOf(document, schema, example),
  };
}

function snapshotOf({ processedDateTime }: Record<string, unknown>) {
  return typeof processedDateTime === 'string' ? { processedDateTime } : {};
}

/** The parameters of a request's state: the customer that it names, if any. */
function parametersOf({ pathExamples: [customerId] }: DescribedOperation) {
  return customerId === undefined ? {} : { customerId };
}

function interactionOf(operation: DescribedOperation, what: string, state: string, parameters: object = {}) {
  return createContract()
    .addInteraction()
    .given(state, { ...parametersOf(operation), ...parameters })
    .uponReceiving(operation.operationId + what);
}

describe.each(collections)('$operationId', (operation) => {
  const { examplePath, states } = operation;
  const { listName, hasCount, form, reading } = rowOf(operation);

  test('answers with all items', async () => {
    await interactionOf(operation, '', states.withData)
      .withRequest('GET', examplePath, (builder) => void builder.headers(requestHeaders))
      .willRespondWith(200, (builder) => {
        builder
          .headers(responseHeaders)
          .jsonBody({ ...(hasCount && { totalCount: count(1) }), [listName]: eachLike(form, 1) });
      })
      .executeTest(async (mockServer) => {
        const answer = await callOperation(clientOf(mockServer), operation);
        expect(answer['totalCount']).toBe(1);
        expect(answer['items']).toEqual([reading]);
      });
  });

  test('answers with no items where there is no data', async () => {
    await interactionOf(operation, ', without data', states.withoutData ?? '')
      .withRequest('GET', examplePath, (builder) => void builder.headers(requestHeaders))
      .willRespondWith(200, (builder) => {
        builder
          .headers(responseHeaders)
          .jsonBody({ ...(hasCount && { totalCount: equal(0) }), [listName]: [] });
      })
      .executeTest(async (mockServer) => {
        const answer = await callOperation(clientOf(mockServer), operation);
        expect(answer).toMatchObject({ totalCount: 0, items: [] });
      });
  });
});

describe.each(resources)('$operationId', (operation) => {
  const { examplePath, states } = operation;
  const { form, reading } = rowOf(operation);

  test('answers with the resource', async () => {
    await interactionOf(operation, '', states.withData)
      .withRequest('GET', examplePath, (builder) => void builder.headers(requestHeaders))
      .willRespondWith(200, (builder) => void builder.headers(responseHeaders).jsonBody(form))
      .executeTest(async (mockServer) => {
        const answer = await callOperation(clientOf(mockServer), operation);
        expect(answer['resource']).toEqual(reading);
      });
  });
});

describe.each(lists)('$operationId', (operation) => {
  const { examplePath, states } = operation;
  const { listName, form, reading } = rowOf(operation);

  test('lists rows', async () => {
    await interactionOf(operation, '', states.withData)
      .withRequest('GET', examplePath, (builder) => void builder.headers(requestHeaders))
      .willRespondWith(200, (builder) => {
        builder.headers(responseHeaders).jsonBody({ [listName]: eachLike(form, 1) });
      })
      .executeTest(async (mockServer) => {
        const list = listOperation(clientOf(mockServer), operation);
        expect(await firstPageOf(list)).toEqual([reading]);
      });
  });

  test('lists no rows where there is no data', async () => {
    await interactionOf(operation, ', without data', states.withoutData ?? '')
      .withRequest('GET', examplePath, (builder) => void builder.headers(requestHeaders))
      .willRespondWith(200, (builder) => void builder.headers(responseHeaders).jsonBody({ [listName]: [] }))
      .executeTest(async (mockServer) => {
        expect(await firstPageOf(listOperation(clientOf(mockServer), operation))).toEqual([]);
      });
  });
});

describe.each(lists.filter(({ paging }) => paging === 'next-link'))('$operationId', (operation) => {
  const { examplePath, states } = operation;
  const { listName, snapshot, form, reading } = rowOf(operation);

  test('walks over two pages by the link of the first', async () => {
    const pageSize = 1;
    const contract = createContract();
    contract
      .addInteraction()
      .given(states.onTwoPages ?? '', { pageSize })
      .uponReceiving(`${operation.operationId}, first of two pages`)
      .withRequest('GET', examplePath, (builder) => void builder.headers(requestHeaders).query({ top: '1' }))
      .willRespondWith(200, (builder) => {
        builder.headers(responseHeaders).jsonBody({
          [listName]: constrainedArrayLike(form, pageSize, pageSize),
          '@nextLink': regex('^.*[?&]skip=1(&.*)?$', `${examplePath}?top=1&skip=1`),
        });
      });
    await contract
      .addInteraction()
      .given(states.onTwoPages ?? '', { pageSize, ...snapshot })
      .uponReceiving(`${operation.operationId}, last of two pages`)
      .withRequest('GET', examplePath, (builder) => {
        // Bound to the snapshot of the first page, so that new data can't mix in.
        builder.headers(requestHeaders).query({ top: '1', skip: '1', ...snapshot });
      })
      .willRespondWith(200, (builder) => {
        builder
          .headers(responseHeaders)
          .jsonBody({ [listName]: constrainedArrayLike(form, pageSize, pageSize) });
      })
      .executeTest(async (mockServer) => {
        const walk = listOperation(clientOf(mockServer), operation).byPage({ maxPageSize: pageSize });
        // Whether a third page is requested depends on parts of the second that the service may leave out.
        const pages = [await walk.next(), await walk.next()];
        expect(pages.map(({ value }) => value?.items)).toEqual([[reading], [reading]]);
      });
  });
});

describe.each(lists.filter(({ paging }) => paging === 'seek'))('$operationId', (operation) => {
  const { examplePath, states } = operation;
  const { listName, body, form, reading } = rowOf(operation);
  const seekToken = String(body['continuationToken']);

  test('walks over two pages by the token of the first', async () => {
    const pageSize = 1;
    const contract = createContract();
    contract
      .addInteraction()
      .given(states.onTwoPages ?? '', { pageSize })
      .uponReceiving(`${operation.operationId}, first of two pages`)
      .withRequest('GET', examplePath, (builder) => void builder.headers(requestHeaders).query({ size: '1' }))
      .willRespondWith(200, (builder) => {
        builder.headers(responseHeaders).jsonBody({
          [listName]: constrainedArrayLike(form, pageSize, pageSize),
          links: {
            next: {
              uri: regex('^.*[?&]seekOperation=Next(&.*)?$', `${examplePath}?size=1&seekOperation=Next`),
              headers: eachLike({ key: equal('MS-ContinuationToken'), value: string(seekToken) }, 1),
            },
          },
        });
      });
    await contract
      .addInteraction()
      .given(states.onTwoPages ?? '', { pageSize })
      .uponReceiving(`${operation.operationId}, last of two pages`)
      .withRequest('GET', examplePath, (builder) => {
        builder
          .headers({ ...requestHeaders, 'MS-ContinuationToken': string(seekToken) })
          .query({ size: '1', seekOperation: 'Next' });
      })
      .willRespondWith(200, (builder) => {
        builder
          .headers(responseHeaders)
          .jsonBody({ [listName]: constrainedArrayLike(form, pageSize, pageSize) });
      })
      .executeTest(async (mockServer) => {
        const list = listOperation(clientOf(mockServer), operation);
        const pages = await collect(list.byPage({ maxPageSize: pageSize }));
        expect(pages.map((page) => page.items)).toEqual([[reading], [reading]]);
        expect(pages.map((page) => page.continuationToken !== undefined)).toEqual([true, false]);
      });
  });
});

/** Callers write filters, so two fields that all rows of the analytics platform have are enough to show one. */
const filtered = ['serviceCode', 'customerName'] as const;
const filterable = lists.filter(({ fieldList }) =>
  filtered.every((name) => fieldList?.fields.includes(name)),
);

describe.each(filterable)('$operationId', (operation) => {
  const { listName, snapshot, row } = rowOf(operation);
  const { fields: groupBy = [], counts = [], group = operation.model } = operation.fieldList ?? {};
  const { properties } = mergeSchema(document, { $ref: `#/components/schemas/${group}` });
  /** A group by all fields, including those that a row may lack. */
  const groupOf = <Value>(valueOf: (property: unknown, example: unknown) => Value) =>
    Object.fromEntries(
      [...groupBy, ...counts].map((name) => {
        const property = recordOf(properties)[name];
        return [name, valueOf(property, row[name] ?? exampleValue(document, property))];
      }),
    );
  const form = groupOf((property, example) => formOf(document, property, example));
  const reading = groupOf((property, example) => readingOf(document, property, example));

  test('lists sums over filtered rows of one snapshot', async () => {
    await interactionOf(operation, ', filtered and grouped', operation.states.withData, snapshot)
      .withRequest('GET', operation.examplePath, (builder) => {
        builder.headers(requestHeaders).query({
          filter: "serviceCode eq 'o365' and customerName ne 'O''Neill & Söhne'",
          groupby: groupBy.join(','),
          ...snapshot,
        });
      })
      .willRespondWith(200, (builder) => {
        builder.headers(responseHeaders).jsonBody({ [listName]: eachLike(form, 1) });
      })
      .executeTest(async (mockServer) => {
        const filter = and(eq('serviceCode', 'o365'), ne('customerName', "O'Neill & Söhne"));
        const list = listOperation(clientOf(mockServer), operation, { filter, groupBy, ...snapshot });
        expect(await firstPageOf(list)).toEqual([reading]);
      });
  });
});

/** Customers are searched by a JSON object. */
const searchable = lists.filter(({ model }) => model === 'Customer');

describe.each(searchable)('$operationId', (operation) => {
  const { listName, form, reading } = rowOf(operation);

  test('lists the customers whose name begins with a text', async () => {
    await interactionOf(operation, ', by the start of the name', operation.states.withData)
      .withRequest('GET', operation.examplePath, (builder) => {
        builder
          .headers(requestHeaders)
          .query({ filter: equal('{"Field":"CompanyName","Value":"C","Operator":"starts_with"}') });
      })
      .willRespondWith(200, (builder) => {
        builder.headers(responseHeaders).jsonBody({ [listName]: eachLike(form, 1) });
      })
      .executeTest(async (mockServer) => {
        const filter = { field: 'CompanyName', operator: 'starts_with', value: 'C' };
        const list = listOperation(clientOf(mockServer), operation, { filter });
        expect(await firstPageOf(list)).toEqual([reading]);
      });
  });
});

describe.each(operations)('$operationId', (operation) => {
  const refused = operation.answers.filter(({ status }) => status >= 400);

  test.each(refused)('rejects with a ServiceError when it is answered with $status', async (answer) => {
    const error = await callRefused(operation, answer);
    expect(isLicensesUsageError(error)).toBe(true);
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject(readingOfRefusal(answer));
  });
});
