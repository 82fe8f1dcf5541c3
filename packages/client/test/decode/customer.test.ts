import firstPage from '@licenses-usage/spec/examples/customers-first-page.json' with { type: 'json' };
import { describe, expect, expectTypeOf, test } from 'vitest';
import { readCollection } from '../../src/decode/collection.ts';
import { readCustomer } from '../../src/generated/seek-decoders.ts';
import type { Customer, CustomerCompanyProfile } from '../../src/generated/models.ts';
import { createDecodeContext } from '../support/decode-context.ts';
import { thrownBy } from '../support/thrown-by.ts';

const id = '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04';

describe('readCustomer', () => {
  test('reads the documented customers, and keeps unknown fields', () => {
    const { items } = readCollection(
      structuredClone<unknown>(firstPage),
      readCustomer,
      createDecodeContext(),
    );
    expect(items.map((customer) => customer.id)).toEqual(firstPage.items.map((customer) => customer.id));
    expect(items[0]).toMatchObject(firstPage.items[0] ?? {});
  });

  test('reads absent fields as null, even in the profile', () => {
    expect(readCustomer({ id, companyProfile: { links: {} } }, createDecodeContext())).toMatchObject({
      id,
      companyProfile: { links: {}, tenantId: null, domain: null, companyName: null, attributes: null },
      relationshipToPartner: null,
      attributes: null,
    });
    expect(readCustomer({ id, companyProfile: null }, createDecodeContext()).companyProfile).toBeNull();
  });

  test.for([
    [{}, '/id'],
    [{ id: '' }, '/id'],
    [{ id: 5 }, '/id'],
    [{ id: null }, '/id'],
    [{ id, companyProfile: 'Contoso' }, '/companyProfile'],
    [{ id, companyProfile: [] }, '/companyProfile'],
    [{ id, companyProfile: { domain: 5 } }, '/companyProfile/domain'],
    [{ id, companyProfile: { attributes: { objectType: 5 } } }, '/companyProfile/attributes/objectType'],
    [{ id, companyProfile: {}, relationshipToPartner: 5 }, '/relationshipToPartner'],
    [{ id, attributes: 5 }, '/attributes'],
  ])('refuses %j', ([wire, pointer]) => {
    expect(thrownBy(() => readCustomer(wire, createDecodeContext()))).toMatchObject({
      name: 'ResponseFormatError',
      pointer,
    });
  });

  test.for([
    [{ id: 5 }, 'a string that is not empty', 'the number 5'],
    [{ id, companyProfile: 'Contoso' }, 'an object', 'a string of length 7'],
    [{ id, attributes: [] }, 'an object', 'an array of 0'],
  ] as const)('says what it expected in place of %j', ([wire, expected, received]) => {
    expect(thrownBy(() => readCustomer(wire, createDecodeContext()))).toMatchObject({ expected, received });
  });

  test('promises an id, and null for the rest', () => {
    expectTypeOf<Customer['id']>().toEqualTypeOf<string>();
    expectTypeOf<Customer['companyProfile']>().toEqualTypeOf<CustomerCompanyProfile | null>();
    expectTypeOf<CustomerCompanyProfile['companyName']>().toEqualTypeOf<string | null>();
    // @ts-expect-error the profile may be null
    const name = (customer: Customer) => customer.companyProfile.companyName;
    expect(
      name(readCustomer({ id, companyProfile: { companyName: 'Contoso' } }, createDecodeContext())),
    ).toBe('Contoso');
  });
});
