import { common, operation, type TriedChange } from './patches.ts';

const region = {
  name: 'region',
  in: 'query',
  description: 'Only the customers of this region.',
  schema: { type: 'string', enum: ['EU', 'US'] },
  example: 'EU',
};

/** The parameters of `listCustomers`, and more. */
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

/** New parameters, and changed limits. */
export const parameterChanges: readonly TriedChange[] = [
  {
    what: 'another example',
    patch: { components: { parameters: { Top: { example: 1000 } } } },
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
];
