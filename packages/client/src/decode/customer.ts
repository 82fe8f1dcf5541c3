import type { components } from '../generated/schema.ts';
import { readAttributes, readText } from './fields.ts';
import type { DecodeContext } from './decode-context.ts';
import { isRecord } from './is-record.ts';
import { normalise, type Normalised, type ReadersOf } from './normalise.ts';

type Wire = components['schemas']['Customer'];

/** Who a customer is. */
export interface CustomerCompanyProfile extends Normalised<
  components['schemas']['CustomerCompanyProfile'],
  never
> {}

/**
 * A customer of the partner.
 * Source: https://learn.microsoft.com/en-us/partner-center/developer/get-a-list-of-customers
 */
export interface Customer extends Normalised<Pick<Wire, Exclude<keyof Wire, 'companyProfile'>>, 'id'> {
  /** The company behind the customer. */
  companyProfile: CustomerCompanyProfile | null;
}

const profileReaders: ReadersOf<CustomerCompanyProfile> = {
  tenantId: readText,
  domain: readText,
  companyName: readText,
  attributes: readAttributes,
};

const readers: ReadersOf<Customer> = {
  id: readId,
  companyProfile: readProfile,
  relationshipToPartner: readText,
  attributes: readAttributes,
};

const optional = new Set(['relationshipToPartner', 'attributes']);

export function readCustomer(value: unknown, ctx: DecodeContext): Customer {
  normalise<Customer>(value, readers, ctx, optional);
  return value;
}

function readId(value: unknown, ctx: DecodeContext): string {
  return typeof value === 'string' && value !== '' ? value : ctx.fail('a customer id', value);
}

function readProfile(value: unknown, ctx: DecodeContext): CustomerCompanyProfile | null {
  if (value === undefined || value === null) return null;
  if (!isRecord(value)) return ctx.fail('an object or null', value);
  normalise<CustomerCompanyProfile>(value, profileReaders, ctx, optional);
  return value;
}
