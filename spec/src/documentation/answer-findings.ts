import { compileSchemas } from '../compile-schemas.ts';
import { isRecord } from '../is-record.ts';
import { findOperation } from './find-operation.ts';
import type { Finding } from './finding.ts';
import type { DocumentedExchange } from './read-har.ts';

/** Headers of HTTP itself, which a description need not name. */
const ownToHttp = ['content-length', 'content-type', 'date'];

/** Checks what `redocly drift` 2.77 ignores: the status, the media type and the headers of an answer. */
export function answerFindings(
  description: Record<string, unknown>,
  exchanges: readonly DocumentedExchange[],
): readonly Finding[] {
  const schemaAt = compileSchemas(description);
  return exchanges.flatMap(({ method, url, status, headers }, exchange) => {
    const operation = findOperation(description, method, url);
    // `redocly drift` reports undescribed addresses.
    if (operation === undefined) return [];
    const found = (message: string): Finding => ({ exchange, message });

    const place = [...operation.path, 'responses', String(status)];
    const { path, node } = resolve(description, place);
    if (node === undefined) return [found(`Status ${status} is not described.`)];

    const mediaType = headers.get('content-type')?.split(';')[0] ?? '';
    const content = isRecord(node['content']) ? node['content'] : {};
    const described = isRecord(node['headers']) ? node['headers'] : {};
    const names = new Map(Object.keys(described).map((name) => [name.toLowerCase(), name]));
    return [
      ...(mediaType in content ? [] : [found(`Media type ${mediaType} is not described for ${status}.`)]),
      ...[...headers]
        .filter(([name]) => !ownToHttp.includes(name))
        .flatMap(([name, value]) => {
          const header = names.get(name);
          if (header === undefined) return [found(`Header ${name} of the answer is not described.`)];
          const schema = [...resolve(description, [...path, 'headers', header]).path, 'schema'];
          const validate = schemaAt(schema);
          const fits = [value, Number(value)].some((form) => validate(form));
          return fits ? [] : [found(`Header ${name} of the answer is ${value}, which its schema refuses.`)];
        }),
    ];
  });
}

/** Follows a path of keys, and the reference at its end. */
function resolve(
  description: Record<string, unknown>,
  path: readonly string[],
): { path: readonly string[]; node: Record<string, unknown> | undefined } {
  const node = path.reduce<unknown>(
    (parent, key) => (isRecord(parent) ? parent[key] : undefined),
    description,
  );
  if (!isRecord(node)) return { path, node: undefined };
  const reference = node['$ref'];
  if (typeof reference !== 'string') return { path, node };
  return resolve(description, reference.replace(/^#\//, '').split('/'));
}
