import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { serialiseQuery } from '../../src/call/build-request.ts';
import { anyText } from '../support/any-text.ts';

describe('serialiseQuery', () => {
  test('writes the query of the documented example', () => {
    const filter = "(workloadCode eq 'SFB') or (channel eq 'Reseller')";
    expect(serialiseQuery({ filter })).toBe(
      'filter=(workloadCode%20eq%20%27SFB%27)%20or%20(channel%20eq%20%27Reseller%27)',
    );
  });

  test.for([
    [{}, ''],
    [{ top: undefined }, ''],
    [{ top: 5, skip: undefined, groupby: ['channel', 'productId'] }, 'top=5&groupby=channel,productId'],
    [{ filter: "a b+c&d#e%f?g'h" }, 'filter=a%20b%2Bc%26d%23e%25f%3Fg%27h'],
    [{ filter: 'Söhne 会社' }, 'filter=S%C3%B6hne%20%E4%BC%9A%E7%A4%BE'],
    [{ 'a b': '', flag: false }, 'a%20b=&flag=false'],
    [{ groupby: ['a,b', 'c'] }, 'groupby=a%2Cb,c'],
  ])('writes %j as %j', ([query, text]) => {
    expect(serialiseQuery(Object(query))).toBe(text);
  });

  test('is read back as it was meant, whatever names and values hold, and has no + and no quote', () => {
    const text = anyText;
    fc.assert(
      fc.property(fc.dictionary(text, text), (query) => {
        const written = serialiseQuery(query);
        expect(written).not.toMatch(/[+' ]/);
        expect(Object.fromEntries(new URL(`https://api.example/?${written}`).searchParams)).toEqual(query);
      }),
    );
  });
});
