import { tenantRegion } from './descriptions.ts';

/** A change of the description, as a merge patch, with what an update makes of it. */
export interface TriedChange {
  readonly what: string;
  readonly patch: Record<string, unknown>;
  /** Why it is refused; undefined when it is taken over. */
  readonly refusal?: string;
}

const schemas = (changed: Record<string, unknown>) => ({ components: { schemas: changed } });

const property = (schema: string, name: string, node: Record<string, unknown>) =>
  schemas({ [schema]: { properties: { [name]: node } } });

const operation = (path: string, node: Record<string, unknown>) => ({ paths: { [path]: { get: node } } });

const common = [
  'MsRequestId',
  'MsCorrelationId',
  'MsCv',
  'XLocale',
  'MsPartnerCenterClient',
  'MsPartnerCenterApplication',
  'MsContractVersion',
].map((name) => ({ $ref: `#/components/parameters/${name}` }));

const responses = (schema: string, examples: Record<string, unknown>) => ({
  200: {
    description: 'The answer.',
    headers: Object.fromEntries(
      ['MS-RequestId', 'MS-CorrelationId', 'MS-CV', 'MS-ServerId'].map((name) => [
        name,
        { $ref: `#/components/headers/${name.replace('MS-', 'Ms').replace('CV', 'Cv')}` },
      ]),
    ),
    content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` }, examples } },
  },
  400: { $ref: '#/components/responses/BadRequest' },
  401: { $ref: '#/components/responses/Unauthorized' },
  403: { $ref: '#/components/responses/Forbidden' },
  404: { $ref: '#/components/responses/NotFound' },
  429: { $ref: '#/components/responses/TooManyRequests' },
  500: { $ref: '#/components/responses/InternalServerError' },
  503: { $ref: '#/components/responses/ServiceUnavailable' },
});

/** An envelope of rows under one name, with what else it holds. */
const envelope = (name: string, row: string, more: Record<string, unknown> = {}) => ({
  type: 'object',
  description: 'One page of them.',
  required: [name],
  properties: {
    [name]: {
      type: 'array',
      description: 'Those of this page. Empty when there are none, never null.',
      items: { $ref: `#/components/schemas/${row}` },
    },
    ...more,
  },
});

const region = {
  name: 'region',
  in: 'query',
  description: 'Only the customers of this region.',
  schema: { type: 'string', enum: ['EU', 'US'] },
  example: 'EU',
};

/** What `listCustomers` takes, with more. */
const customersTake = (more: Record<string, unknown>) =>
  operation('/v1/customers', {
    parameters: [
      ...['Size', 'CustomerFilter', 'SeekOperation', 'MsContinuationToken'].map((name) => ({
        $ref: `#/components/parameters/${name}`,
      })),
      more,
      ...common,
    ],
  });

const page = (name: string) => `https://learn.microsoft.com/en-us/partner-center/developer/${name}`;

/** `GET /v1/customers/{customer-id}`: one object. */
export const getCustomer = operation('/v1/customers/{customer-id}', {
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

/** `GET /v1/serviceincidents`: pages that are named by a token. */
export const listServiceIncidents = {
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

/** The same, with pages that follow by a link. */
export const listIncidentsByLink = {
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

/** Changes of every kind, with what an update makes of each. */
export const changes: readonly TriedChange[] = [
  { what: 'an optional text on a row', patch: tenantRegion },
  {
    what: 'an optional date on a customer',
    patch: property('Customer', 'createdDate', {
      type: 'string',
      format: 'date-time',
      description: 'When the relationship began. Never null.',
      examples: ['2017-03-09T00:00:00Z'],
    }),
  },
  {
    what: 'an optional percentage on an insight',
    patch: property('CustomerLicensesUsageInsights', 'trendPercent', {
      type: 'number',
      format: 'double',
      description: 'The change since the month before, in per cent. Never null.',
      examples: [1.5],
    }),
  },
  {
    what: 'an optional count on an insight',
    patch: property('PartnerLicensesUsageInsights', 'licensesActive', {
      type: 'integer',
      format: 'int64',
      minimum: 0,
      description: 'The number of licences in use. Never null.',
      examples: [5],
    }),
  },
  {
    what: 'an optional flag on a deployment row',
    patch: property('LicensesDeploymentRow', 'isTrial', {
      type: 'boolean',
      description: 'Whether the licences are on trial. Never null.',
      examples: [false],
    }),
  },
  {
    what: 'an optional object on a customer',
    patch: property('Customer', 'parent', {
      $ref: '#/components/schemas/CustomerCompanyProfile',
      description: 'The company that the customer belongs to. Absent when there is none, never null.',
    }),
  },
  {
    what: 'an optional list on a row',
    patch: property('LicensesUsageRow', 'tags', {
      type: 'array',
      items: { type: 'string' },
      description: 'What the partner calls the customer. May be empty, never null.',
      examples: [['key account']],
    }),
  },
  {
    what: 'an optional text of a page',
    patch: property('LicensesUsagePage', 'snapshot', {
      type: 'string',
      description: 'The name of the snapshot. Never null.',
      examples: ['2018-10-14'],
    }),
  },
  {
    what: 'an optional text of a fault',
    patch: property('ApiFault', 'helpLink', {
      type: 'string',
      description: 'Where the fault is explained. Never null.',
      examples: ['https://learn.microsoft.com/partner-center/developer/error-codes'],
    }),
  },
  {
    what: 'a text that may be null',
    patch: property('LicensesUsageRow', 'productName', {
      type: ['string', 'null'],
      description: 'The name of the product, in capitals; null for a product that was withdrawn.',
    }),
  },
  {
    what: 'other words',
    patch: property('LicensesUsageRow', 'productName', {
      description: 'The name of the product as it is sold, in capitals. Never null.',
    }),
  },
  {
    what: 'another example',
    patch: { components: { parameters: { Top: { example: 1000 } } } },
  },
  {
    what: 'another known value',
    patch: property('PartnerLicensesUsageInsights', 'channel', {
      'x-extensible-enum': ['reseller', 'direct', 'marketplace'],
    }),
  },
  {
    what: 'an optional parameter of the query',
    patch: customersTake(region),
  },
  {
    what: 'an optional header of requests',
    patch: customersTake({
      name: 'X-Region',
      in: 'header',
      description: 'The region whose copy of the data is asked.',
      schema: { type: 'string', minLength: 1 },
      example: 'EU',
    }),
  },
  {
    what: 'another field to filter and group by',
    patch: schemas({
      LicensesUsageField: {
        enum: [
          'workloadCode',
          'workloadName',
          'serviceCode',
          'serviceName',
          'channel',
          'customerTenantId',
          'customerName',
          'productId',
          'productName',
          'tenantRegion',
        ],
      },
      LicensesUsageRow: {
        properties: {
          tenantRegion: {
            type: 'string',
            description: "The region of the customer's tenant. Never null.",
            examples: ['EU'],
          },
        },
      },
      LicensesUsageGroup: {
        properties: {
          tenantRegion: {
            type: 'string',
            description: "The region of the customer's tenant. Never null.",
            examples: ['EU'],
          },
        },
      },
    }),
  },
  {
    what: 'a larger page',
    patch: {
      components: {
        parameters: {
          Top: {
            description: 'The number of rows in one page, 1 to 20000. More than 20000 is refused with 400.',
            schema: { maximum: 20_000 },
          },
        },
      },
    },
  },
  {
    what: 'another documented status',
    patch: operation('/v1/customers', {
      responses: { 409: { $ref: '#/components/responses/BadRequest' } },
    }),
  },
  { what: 'a list whose pages are named by a token', patch: listServiceIncidents },
  { what: 'a list whose pages follow by a link', patch: listIncidentsByLink },
  { what: 'an operation about one object', patch: getCustomer },
  {
    what: 'a field that is gone',
    patch: schemas({ Customer: { properties: { relationshipToPartner: null } } }),
    refusal: 'Customer.relationshipToPartner is gone',
  },
  {
    what: 'a field of another name',
    patch: schemas({
      Customer: {
        properties: {
          relationshipToPartner: null,
          relationship: {
            type: 'string',
            description: 'The relationship. Never null.',
            examples: ['reseller'],
          },
        },
      },
    }),
    refusal: 'Customer.relationshipToPartner is gone',
  },
  {
    what: 'a text that becomes a number',
    patch: property('Customer', 'relationshipToPartner', { type: 'number', examples: [1] }),
    refusal: 'Customer.relationshipToPartner is retyped',
  },
  {
    what: 'a count that may be null',
    patch: property('CustomerLicensesDeploymentInsights', 'licensesSold', {
      type: ['integer', 'null'],
      description: 'The number of licences that the customer bought; null when it is not known.',
    }),
    refusal: 'licensesSold is retyped',
  },
  {
    what: 'a field that becomes required',
    patch: schemas({ Customer: { required: ['id', 'companyProfile', 'relationshipToPartner'] } }),
    refusal: 'Customer.relationshipToPartner is required',
  },
  {
    what: 'a parameter that becomes required',
    patch: { components: { parameters: { Size: { required: true } } } },
    refusal: 'the query parameter size of listCustomers is required',
  },
];
