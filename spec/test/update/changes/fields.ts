import { tenantRegion } from '../descriptions.ts';
import { property, schemas, type TriedChange } from './patches.ts';

/** A schema that the new fields refer to. */
const Segment = {
  type: 'object',
  description: 'A segment of the customers.',
  properties: {
    name: { type: 'string', description: 'The name.', examples: ['Education'] },
    seats: { type: 'integer', minimum: 0, description: 'How many seats it has.', examples: [3] },
    share: { type: 'number', description: 'Its share of all.', examples: [0.5] },
  },
};

/** Optional fields of every type, as release notes describe them: they say nothing about null, GUIDs or lengths. */
const everyType = {
  newText: { type: 'string', description: 'A text.', examples: ['abc'] },
  newNullableText: { type: ['string', 'null'], description: 'A text.', examples: ['abc'] },
  newShortText: { type: 'string', maxLength: 20, description: 'A text.' },
  newDate: { type: 'string', format: 'date-time', description: 'When.', examples: ['2018-10-14T00:00:00Z'] },
  newId: {
    type: 'string',
    format: 'uuid',
    description: 'The id of the order.',
    examples: ['6fd2c87f-b296-42f0-b197-1e91e994b900'],
  },
  newAddress: { type: 'string', format: 'uri', description: 'Where.', examples: ['https://localhost/a'] },
  newInteger: { type: 'integer', description: 'A difference.', examples: [-3] },
  newCount: { type: 'integer', format: 'int64', minimum: 0, description: 'How many.', examples: [4] },
  newNullableCount: { type: ['integer', 'null'], minimum: 0, description: 'How many.' },
  newNumber: { type: 'number', format: 'double', description: 'A share.', examples: [1.5] },
  newPercentage: { type: 'number', minimum: 0, maximum: 100, description: 'A share.', examples: [99.5] },
  newFlag: { type: 'boolean', description: 'Whether it is.', examples: [true] },
  newChoice: { type: 'string', enum: ['Small', 'Large'], description: 'The size.' },
  newOpenChoice: { type: 'string', 'x-extensible-enum': ['small', 'large'], description: 'The size.' },
  newObject: { $ref: '#/components/schemas/Segment', description: 'The segment.' },
  newObjectInPlace: {
    type: 'object',
    description: 'The manager.',
    properties: {
      name: { type: 'string', description: 'The name of the manager.', examples: ['Anna'] },
      place: {
        type: 'object',
        description: 'Where the manager is.',
        properties: { city: { type: 'string', description: 'The city.', examples: ['Berlin'] } },
      },
    },
  },
  newObjectsInPlace: {
    type: 'array',
    description: 'The contacts.',
    items: {
      type: 'object',
      properties: { calls: { type: 'integer', minimum: 0, description: 'How many calls.', examples: [2] } },
    },
  },
  newTexts: { type: 'array', items: { type: 'string' }, description: 'Names.', examples: [['a']] },
  newNumbers: { type: 'array', items: { type: 'number' }, description: 'Shares.', examples: [[1.5, 2]] },
  newObjects: { type: 'array', items: { $ref: '#/components/schemas/Segment' }, description: 'Segments.' },
};

const everyTypeOn = (...names: readonly string[]) =>
  schemas({ Segment, ...Object.fromEntries(names.map((name) => [name, { properties: everyType }])) });

/** New fields, and changes of present ones. */
export const fieldChanges: readonly TriedChange[] = [
  { what: 'an optional text on a row', patch: tenantRegion },
  {
    what: 'optional fields of every type on rows',
    patch: everyTypeOn('LicensesUsageRow', 'LicensesDeploymentRow'),
  },
  {
    what: 'optional fields of every type on usage insights',
    patch: everyTypeOn('CustomerLicensesUsageInsights', 'PartnerLicensesUsageInsights'),
  },
  {
    what: 'optional fields of every type on deployment insights',
    patch: everyTypeOn('CustomerLicensesDeploymentInsights', 'PartnerLicensesDeploymentInsights'),
  },
  {
    what: 'optional fields of every type on customers and their companies',
    patch: everyTypeOn('Customer', 'CustomerCompanyProfile'),
  },
  {
    what: 'optional fields of every type beside rows and in attributes',
    patch: everyTypeOn(
      'ResourceCollection',
      'LicensesUsagePage',
      'LicensesDeploymentPage',
      'ResourceAttributes',
    ),
  },
  {
    what: 'optional fields of every type on faults',
    patch: everyTypeOn('ApiFault', 'GatewayFault', 'ExtendedFault', 'AnalyticsFault'),
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
    what: 'a limit that only the schema tells',
    patch: property('LicensesUsageRow', 'workloadCode', { maxLength: 20 }),
  },
  {
    what: 'another known value',
    patch: property('PartnerLicensesUsageInsights', 'channel', {
      'x-extensible-enum': ['reseller', 'direct', 'marketplace'],
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
];
