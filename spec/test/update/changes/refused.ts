import { property, schemas, type TriedChange } from './patches.ts';

/** Changes that break callers or hand-written code. */
export const refusedChanges: readonly TriedChange[] = [
  {
    what: 'a field that is gone',
    patch: schemas({ Customer: { properties: { relationshipToPartner: null } } }),
    refusal: 'Customer.relationshipToPartner is gone',
  },
  {
    what: 'a field that is gone, and still among those that are required',
    patch: schemas({ LicensesUsageRow: { properties: { productName: null } } }),
    refusal: 'LicensesUsageRow.productName is gone',
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
