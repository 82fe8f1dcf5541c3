// Generated from spec/openapi.yaml. Do not edit: change the description, then run `npx -y pnpm@12 generate`.

import { createDecoder, orNull, readText } from '../decode/decoder.ts';
import { readRequiredText } from '../decode/row.ts';
import { readResourceAttributes } from './decoders.ts';
import type { CustomerCompanyProfile, Customer } from './models.ts';

/** Reads a `CustomerCompanyProfile`. */
export const readCustomerCompanyProfile = /* @__PURE__ */ createDecoder<CustomerCompanyProfile>({
  readers: {
    tenantId: readText,
    domain: readText,
    companyName: readText,
    attributes: orNull(readResourceAttributes),
  },
  optional: ['attributes'],
});

/** Reads a `Customer`. */
export const readCustomer = /* @__PURE__ */ createDecoder<Customer>({
  readers: {
    id: readRequiredText,
    companyProfile: orNull(readCustomerCompanyProfile),
    relationshipToPartner: readText,
    attributes: orNull(readResourceAttributes),
  },
  optional: ['relationshipToPartner', 'attributes'],
});
