/** A change of the description, as a merge patch, and its outcome. */
export interface TriedChange {
  readonly what: string;
  readonly patch: Record<string, unknown>;
  /** Why it is refused; undefined when it is applied. */
  readonly refusal?: string;
}

/** A patch of schemas. */
export const schemas = (changed: Record<string, unknown>) => ({ components: { schemas: changed } });

/** A patch of one property. */
export const property = (schema: string, name: string, node: Record<string, unknown>) =>
  schemas({ [schema]: { properties: { [name]: node } } });

/** A patch of one operation. */
export const operation = (path: string, node: Record<string, unknown>) => ({
  paths: { [path]: { get: node } },
});

/** The headers that every operation takes. */
export const common = [
  'MsRequestId',
  'MsCorrelationId',
  'MsCv',
  'XLocale',
  'MsPartnerCenterClient',
  'MsPartnerCenterApplication',
  'MsContractVersion',
].map((name) => ({ $ref: `#/components/parameters/${name}` }));

/** The answers of an operation: a success with this schema, and the refusals that all operations have. */
export const responses = (schema: string, examples: Record<string, unknown>) => ({
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

/** An envelope: rows under this name, and other properties. */
export const envelope = (name: string, row: string, more: Record<string, unknown> = {}) => ({
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

/** A page of the documentation. */
export const page = (name: string) => `https://learn.microsoft.com/en-us/partner-center/developer/${name}`;
