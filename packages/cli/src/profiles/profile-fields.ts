import { CommandError } from '../exit.ts';

/** The pattern of each field of a profile. */
const fields = {
  tenantId: { pattern: /^[\w-]+(?:\.[\w-]+)*$/, expected: 'a GUID or a domain' },
  clientId: { pattern: /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i, expected: 'a GUID' },
  clientSecretFile: { pattern: /^[^\0\n]{1,1000}$/, expected: 'the path of a file' },
  clientSecretVariable: {
    pattern: /^[A-Z_][A-Z\d_]{0,99}$/,
    expected: 'the name of an environment variable, in capitals',
  },
  refreshTokenFile: { pattern: /^[^\0\n]{1,1000}$/, expected: 'the path of a file' },
  cloud: {
    pattern: /^(?:global|usGovernment|china|https?:\/\/[^\s@]+)$/,
    expected: 'global, usGovernment, china, or the address of an authority',
  },
  baseUrl: { pattern: /^https?:\/\/[^\s@?#]+$/, expected: 'an address without user, query and fragment' },
} as const;

/** @throws {CommandError} for a value that can't be used. The value is not shown. */
export function readField(
  profile: Readonly<Record<string, unknown>>,
  field: keyof typeof fields,
  place: string,
): string | undefined {
  const value = profile[field];
  if (value === undefined) return undefined;
  const { pattern, expected } = fields[field];
  if (typeof value === 'string' && pattern.test(value)) return value;
  throw new CommandError(`${place}: ${field} takes ${expected}.`);
}

/** The name of a profile is used on the command line, in file names, and as the partner of a history. */
export function requireName(name: string, file: string): string {
  if (/^[\w][\w.-]{0,39}$/.test(name)) return name;
  throw new CommandError(
    `${file}: a profile is named by up to 40 letters, digits, dots, dashes and underscores, such as "emea".`,
  );
}

/** The patterns of Entra's tokens and secrets, in any field. */
const secrets = [
  /^(?:Bearer\s+)?eyJ[\w-]{8,}\./i, // a JSON Web Token
  /^[01]\.A[\w-]{20,}/, // a refresh token
  /^[\w.~-]{3}[78]Q~[\w.~-]{31,34}$/, // a client secret
];

/**
 * Refuses a file with a secret, or with an unknown field, which may hold one.
 * @throws {CommandError} naming the field, and no value.
 */
export function refuseSecrets(value: unknown, file: string, path: readonly string[] = []): void {
  const place = path.join('.');
  if (typeof value === 'string' && secrets.some((pattern) => pattern.test(value)))
    throw new CommandError(
      `${file}: ${place} holds a secret. Put it into a file of mode 0600, name that file in clientSecretFile or ` +
        'refreshTokenFile, and replace the secret: others may have seen it.',
    );
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    const isUnknown =
      path.length === 0 ? name !== 'profiles' : path.length === 2 && !Object.hasOwn(fields, name);
    if (isUnknown && name !== '$schema')
      throw new CommandError(
        `${file}: ${[...path, name].join('.')} is not a field of a profile. Keep secrets out of this file; the fields ` +
          `are ${Object.keys(fields).join(', ')}.`,
      );
    refuseSecrets(inner, file, [...path, name]);
  }
}
