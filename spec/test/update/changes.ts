import { fieldChanges } from './changes/fields.ts';
import { operationChanges } from './changes/operations.ts';
import { parameterChanges } from './changes/parameters.ts';
import type { TriedChange } from './changes/patches.ts';
import { refusedChanges } from './changes/refused.ts';

/** Changes of every kind, with their outcomes. */
export const changes: readonly TriedChange[] = [
  ...fieldChanges,
  ...parameterChanges,
  ...operationChanges,
  ...refusedChanges,
];
