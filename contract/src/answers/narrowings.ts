import type { Interaction } from '../documents/interaction.ts';
import type { JsonObject } from '../documents/json.ts';
import { operations } from '../documents/operations.ts';

/** A constraint on an answer that follows from its request. The description states it in prose, not in its schemas. */
export interface Narrowing {
  readonly operationId: string;
  readonly status: number;
  readonly schemaFor: (request: Interaction['request']) => JsonObject;
}

const valuesOf = (name: string, required: readonly string[] = []): JsonObject => ({
  properties: { Value: { items: { $ref: `description#/components/schemas/${name}`, required } } },
});

/** Rows, or groups with the fields that they were grouped by. */
const rowsOrGroups =
  (row: string, group: string): Narrowing['schemaFor'] =>
  ({ query }) =>
    query['groupby'] === undefined ? valuesOf(row) : valuesOf(group, query['groupby'].join(',').split(','));

export const narrowings: readonly Narrowing[] = operations.flatMap(({ operationId, model, fieldList }) =>
  fieldList?.group === undefined
    ? []
    : [{ operationId, status: 200, schemaFor: rowsOrGroups(model, fieldList.group) }],
);
