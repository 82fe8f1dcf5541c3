import { describe, expect, test } from 'vitest';
import { createJoiner } from '../../src/profiles/join-output.ts';

test.for(['csv', 'ndjson'])('several rows in one chunk are joined like single ones: %s', (format) => {
  const joiner = createJoiner(format);
  joiner.begin('emea');
  const rows = format === 'csv' ? 'a,b\n1,2\n3,4\n' : '{"a":1}\n{"a":2}\n';
  expect(joiner.write(rows)).toBe(
    format === 'csv'
      ? 'profile,a,b\nemea,1,2\nemea,3,4\n'
      : '{"profile":"emea","a":1}\n{"profile":"emea","a":2}\n',
  );
});

/** What is printed of several profiles whose command prints these texts. */
function join(format: string, ...texts: readonly string[]): string {
  const joiner = createJoiner(format);
  const parts = texts.map((text, index) => {
    const begun = joiner.begin(['emea', 'apac', 'us'][index] ?? '');
    return begun + Array.from(text, (character) => joiner.write(character)).join('') + joiner.end();
  });
  return parts.join('') + joiner.close();
}

describe('joined output', () => {
  test.for([
    ['csv', ['a,b\r\n1,2\r\n', 'a,b\r\n3,4\r\n'], 'profile,a,b\r\nemea,1,2\r\napac,3,4\r\n'],
    ['csv', ['a,b\r\n1,"x\r\ny"', ''], 'profile,a,b\r\nemea,1,"x\r\ny"\n'],
    ['csv', ['', '\uFEFFa;b,c\r\n1;2\r\n'], '\uFEFFprofile;a;b,c\r\napac;1;2\r\n'],
    ['csv', ['a\r\n1\r\n', 'a\r\n2\r\n'], 'profile,a\r\nemea,1\r\napac,2\r\n'],
    ['csv', [], ''],
    [
      'ndjson',
      ['{"a":1}\n{ }\n', '{"b":2}'],
      '{"profile":"emea","a":1}\n{"profile":"emea"}\n{"profile":"apac","b":2}\n',
    ],
    ['ndjson', ['', '{"a":"{ }"}\n'], '{"profile":"apac","a":"{ }"}\n'],
    ['json', ['[1]\n', '\n', '{}'], '{\n"emea": [1]\n,\n"apac": \nnull,\n"us": {}}\n'],
    ['json', [], ''],
    ['markdown', ['a\n', 'b\n'], '## emea\n\na\n\n## apac\n\nb\n'],
    ['text', ['a\n', 'b\n', 'c\n'], 'emea\n────\na\n\napac\n────\nb\n\nus\n──\nc\n'],
    ['table', ['a\n'], 'emea\n────\na\n'],
  ] as const)('as %s of %j', ([format, texts, joined]) => {
    expect(join(format, ...texts)).toBe(joined);
  });
});
