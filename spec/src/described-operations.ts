import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { statesOf, type ProviderStates } from './provider-states.ts';
import { readApi, type ApiOperation } from './read-api.ts';
import { listOf, mergeSchema, recordOf } from './read-schema.ts';
import { resolveReference } from './resolve-reference.ts';

/** A documented answer of an operation, with the first of its examples. */
export interface DescribedAnswer {
  readonly status: number;
  /** The names of its required headers. */
  readonly headers: readonly string[];
  /** The schema of the body, with references resolved; the first one of alternatives. */
  readonly schema: Record<string, unknown>;
  readonly example: unknown;
}

/** An operation with everything that both sides of its contract need. */
export interface DescribedOperation extends ApiOperation {
  /** Examples of the parameters in its path, in their order. */
  readonly pathExamples: readonly string[];
  /** Its path with these examples. */
  readonly examplePath: string;
  readonly answers: readonly DescribedAnswer[];
  readonly states: ProviderStates;
}

const home = new URL('../', import.meta.url);

/** The parsed `openapi.yaml`. */
export async function loadDocument(): Promise<unknown> {
  // Copied through JSON, so that nodes shared by YAML aliases become separate.
  return JSON.parse(JSON.stringify(parse(await readFile(new URL('openapi.yaml', home), 'utf8'))));
}

/** Reads the operations of a parsed description, with their documented answers. Examples are relative to `folder`. */
export async function describeOperations(
  document: unknown,
  folder: URL = home,
): Promise<readonly DescribedOperation[]> {
  return Promise.all(
    readApi(document).operations.map(async (operation) => {
      const pathExamples = operation.inPath.map(({ example }) => String(example));
      return {
        ...operation,
        pathExamples,
        examplePath: operation.inPath.reduce(
          (path, { name, example }) => path.replace(`{${name}}`, String(example)),
          operation.path,
        ),
        answers: await Promise.all(
          Object.entries(recordOf(operation.node['responses'])).map(([status, answer]) =>
            describeAnswer(document, folder, Number(status), recordOf(resolveReference(document, answer))),
          ),
        ),
        states: statesOf(operation),
      };
    }),
  );
}

async function describeAnswer(
  document: unknown,
  folder: URL,
  status: number,
  answer: Record<string, unknown>,
): Promise<DescribedAnswer> {
  const media = recordOf(recordOf(answer['content'])['application/json']);
  const schema = mergeSchema(document, media['schema']);
  const [first = schema] = listOf(schema['anyOf']);
  const [example] = Object.values(recordOf(media['examples']));
  const place = recordOf(example)['externalValue'];
  return {
    status,
    headers: Object.entries(recordOf(answer['headers'])).flatMap(([name, header]) =>
      recordOf(resolveReference(document, header))['required'] === true ? [name] : [],
    ),
    schema: mergeSchema(document, first),
    example:
      typeof place === 'string'
        ? JSON.parse(await readFile(fileURLToPath(new URL(place, folder)), 'utf8'))
        : recordOf(example)['value'],
  };
}
