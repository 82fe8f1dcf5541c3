import type { TriedRequest } from './read-form.ts';

/** A request in three forms. None of them contains the token: an environment variable takes its place. */
export interface Snippets {
  readonly http: string;
  readonly curl: string;
  readonly client: string;
}

/** Writes the snippets of a request. Part of the page's script, so it may not use anything from outside. */
export function writeSnippets(request: TriedRequest, origin: string): Snippets {
  const { operation, address, customer, query, faults, token } = request;
  const headers = [
    'Accept: application/json',
    ...(token === '' ? [] : ['Authorization: Bearer $ACCESS_TOKEN']),
    ...(faults.length === 0 ? [] : [`X-Emulator-Fault: ${faults.join(', ')}`]),
  ];
  const forShell = (text: string): string =>
    text.includes('$ACCESS_TOKEN') ? `"${text}"` : `'${text.replaceAll("'", String.raw`'\''`)}'`;
  const forCode = (text: string): string => (/['\\\p{Cc}]/u.test(text) ? JSON.stringify(text) : `'${text}'`);
  const number = (text: string | undefined): string | undefined =>
    text === undefined || /^\d{1,15}$/.test(text) ? text : forCode(text);

  const fields = (entries: readonly (readonly [string, string | undefined])[]): string => {
    const filled = entries.filter(([, value]) => value !== undefined);
    return filled.length === 0 ? '' : `{ ${filled.map(([name, value]) => `${name}: ${value}`).join(', ')} }`;
  };
  const coded = (name: string): string | undefined =>
    query[name] === undefined ? undefined : forCode(query[name]);
  const groups = query['groupby']?.split(',').map((field) => forCode(field.trim()));
  const rowsQuery = fields([
    ['filter', coded('filter')],
    ['groupBy', groups && `[${groups.join(', ')}]`],
    ['processedDateTime', coded('processedDateTime')],
    ['top', number(query['top'])],
    ['skip', number(query['skip'])],
    ...Object.keys(query)
      .filter((name) => !['filter', 'groupby', 'processedDateTime', 'top', 'skip', 'size'].includes(name))
      .map((name) => [name, coded(name)] as const),
  ]);
  const size = number(query['size']);
  const customersQuery = size === undefined ? '' : `{}, { maxPageSize: ${size} }`;
  const argument = operation === 'listCustomers' ? customersQuery : rowsQuery;
  const call = operation.startsWith('list')
    ? [`for await (const row of client.${operation}(${argument})) console.log(row);`]
    : [
        `const { items } = await client.${operation}(${operation.includes('Customer') ? forCode(customer) : ''});`,
        'console.log(items);',
      ];
  return {
    http: [`GET ${address}`, ...headers].join('\n'),
    curl: [`curl ${forShell(origin + address)}`, ...headers.map((header) => `-H ${forShell(header)}`)].join(
      ' \\\n  ',
    ),
    client: [
      "import { createClient } from '@licenses-usage/client';",
      '',
      'const client = createClient({',
      `  baseUrl: ${forCode(origin)},`,
      "  credential: () => process.env.ACCESS_TOKEN ?? '',",
      ...(faults.length === 0 ? [] : [`  headers: { 'X-Emulator-Fault': ${forCode(faults.join(', '))} },`]),
      '});',
      '',
      ...call,
      '',
    ].join('\n'),
  };
}
