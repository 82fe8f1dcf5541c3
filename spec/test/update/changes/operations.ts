import { common, envelope, operation, page, responses, schemas, type TriedChange } from './patches.ts';

/** `GET /v1/customers/{customer-id}`: one object. */
const getCustomer = operation('/v1/customers/{customer-id}', {
  operationId: 'getCustomer',
  summary: 'Get one customer',
  description:
    'One customer of the partner.\n\nSource: learn.microsoft.com, partner-center/developer/get-a-customer-by-id.',
  externalDocs: { url: page('get-a-customer-by-id') },
  tags: ['Customers'],
  security: [{ appUser: [] }, { appOnly: [] }],
  parameters: [{ $ref: '#/components/parameters/CustomerId' }, ...common],
  responses: responses('Customer', {
    documented: {
      summary: 'One customer',
      value: {
        id: '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04',
        companyProfile: {
          tenantId: '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04',
          domain: 'contoso.onmicrosoft.com',
          companyName: 'Contoso',
        },
      },
    },
  }),
});

/** `GET /v1/serviceincidents`: pages that are addressed by a token. */
const listServiceIncidents = {
  ...operation('/v1/serviceincidents', {
    operationId: 'listServiceIncidents',
    summary: 'List the incidents of the services',
    description:
      'Pages of incidents of the services.\n\nSource: learn.microsoft.com, partner-center/developer/get-a-list-of-service-requests.',
    externalDocs: { url: page('get-a-list-of-service-requests') },
    'x-paging': 'seek',
    tags: ['Customers'],
    parameters: [
      ...['Size', 'SeekOperation', 'MsContinuationToken'].map((name) => ({
        $ref: `#/components/parameters/${name}`,
      })),
      ...common,
    ],
    responses: responses('ServiceIncidentCollection', {
      documented: {
        summary: 'Two incidents',
        value: {
          totalCount: 2,
          items: [
            { workload: 'Exchange', incidents: 1, startedDateTime: '2018-10-14T00:00:00Z' },
            { workload: 'SharePoint', incidents: 0, startedDateTime: '2018-10-15T00:00:00Z' },
          ],
          continuationToken: 'YWZ0ZXI9Mg==',
          attributes: { objectType: 'Collection' },
        },
      },
    }),
  }),
  ...schemas({
    ServiceIncident: {
      type: 'object',
      description: 'The incidents of one workload.',
      required: ['workload', 'incidents', 'startedDateTime'],
      properties: {
        workload: {
          type: 'string',
          description: 'The name of the workload. Never null.',
          examples: ['Exchange'],
        },
        incidents: {
          type: 'integer',
          minimum: 0,
          description: 'How many there are. Never null.',
          examples: [1],
        },
        startedDateTime: {
          type: 'string',
          format: 'date-time',
          description: 'When the first began. Never null.',
          examples: ['2018-10-14T00:00:00Z'],
        },
      },
    },
    ServiceIncidentCollection: {
      type: 'object',
      description: 'One page of incidents.',
      allOf: [
        { $ref: '#/components/schemas/ResourceCollection' },
        envelope('items', 'ServiceIncident', {
          continuationToken: {
            type: 'string',
            description: 'The token of the next page. Absent on the last, never null.',
          },
        }),
      ],
    },
  }),
};

/** The same, with pages that are addressed by a link. */
const listIncidentsByLink = {
  ...operation('/v1/analytics/incidents', {
    operationId: 'listIncidents',
    summary: 'List the incidents',
    description:
      'Pages of incidents.\n\nSource: learn.microsoft.com, partner-center/developer/get-a-list-of-service-requests.',
    externalDocs: { url: page('get-a-list-of-service-requests') },
    'x-paging': 'next-link',
    tags: ['Customers'],
    parameters: [...['Top', 'Skip'].map((name) => ({ $ref: `#/components/parameters/${name}` })), ...common],
    responses: responses('IncidentPage', {
      documented: {
        summary: 'Two incidents',
        value: {
          Value: [
            { workload: 'Exchange', incidents: 1 },
            { workload: 'SharePoint', incidents: 0 },
          ],
          '@nextLink': null,
          TotalCount: 2,
        },
      },
    }),
  }),
  ...schemas({
    Incident: {
      type: 'object',
      description: 'The incidents of one workload.',
      required: ['workload', 'incidents'],
      properties: {
        workload: { type: 'string', description: 'The name of the workload. Never null.' },
        incidents: { type: 'integer', minimum: 0, description: 'How many there are. Never null.' },
      },
    },
    IncidentPage: envelope('Value', 'Incident', {
      '@nextLink': {
        type: ['string', 'null'],
        description: 'The address of the next page; null or absent on the last.',
        examples: [null],
      },
      TotalCount: {
        type: 'integer',
        minimum: 0,
        description: 'The number of incidents over all pages. Never null.',
      },
    }),
  }),
};

/** Operations of each known kind. */
export const operationChanges: readonly TriedChange[] = [
  { what: 'a list whose pages are named by a token', patch: listServiceIncidents },
  { what: 'a list whose pages follow by a link', patch: listIncidentsByLink },
  { what: 'an operation about one object', patch: getCustomer },
  {
    what: 'another documented status',
    patch: operation('/v1/customers', {
      responses: { 409: { $ref: '#/components/responses/BadRequest' } },
    }),
  },
];
