import { describe, expect, test } from 'vitest';
import { languageOf } from '../../src/legacy/language.ts';
import { tokenise, type ReadLanguage } from '../../src/legacy/tokenise.ts';

/** The tokens of a source: words and marks as they are, texts in guillemets. */
function read(language: ReadLanguage, source: string): string {
  return tokenise(source, language)
    .tokens.map(({ kind, value }) => (kind === 'text' ? `«${value}»` : value))
    .join(' ');
}

describe('a source is taken apart', () => {
  test.for<[ReadLanguage, string, string]>([
    ['ecmascript', 'a.b("x\\"y")', 'a . b ( «x"y» )'],
    ['ecmascript', "it's\n'x'", 'it «s» «x»'],
    ['ecmascript', '`a${b + `c${d}e`}f` + g', '«a{}f» b + «c{}e» d + g'],
    ['ecmascript', '`${{ a: { b: 1 } }}x`', '«{}x» { a : { b : 1 } }'],
    ['ecmascript', 'a /* b\n */ c // d\ne', 'a c e'],
    ['ecmascript', 'a /* never closed', 'a'],
    ['ecmascript', 'a / b / c', 'a / b / c'],
    ['ecmascript', 'f(/["\'`]/g, "x")', 'f ( , «x» )'],
    ['ecmascript', 'return /"/; x = 1', 'return ; x = 1'],
    ['ecmascript', 'noreturn / "b" / c', 'noreturn / «b» / c'],
    ['ecmascript', 'returned / "b" / c', 'returned / «b» / c'],
    ['ecmascript', '"return" / "b"', '«return» / «b»'],
    ['ecmascript', '(a) / "b" / c', '( a ) / «b» / c'],
    ['ecmascript', '"a" / "b"', '«a» / «b»'],
    ['ecmascript', 'x[0] / "b"', 'x [ 0 ] / «b»'],
    ['ecmascript', '/a\\/"/i.test(b)', '. test ( b )'],
    ['ecmascript', '/[/"]/.test(b)', '. test ( b )'],
    ['ecmascript', '= /"\n"x"', '= / «» «x»'],
    ['ecmascript', '$a #b _c ünï1 2.5e3', '$a #b _c ünï1 2.5e3'],
    ['csharp', '$"a{b}c" + @"d""e\\" + "f\\"g"', '«a{}c» b + «d"e\\» + «f"g»'],
    ['csharp', '$@"a{b}""" + @$"{c}\\"', '«a{}"» b + «{}\\» c'],
    ['csharp', '"""a"b""" + $"""c{d}e""" + $$"""f{{g}}h"""', '«a"b» + «c{}e» d + «f{}h» g'],
    ['csharp', "'\\'' + 'x'", "«'» + «x»"],
    ['visualbasic', `a & "b""c" ' note "d"\n$"{e}f"`, 'a & «b"c» «{}f» e'],
    ['powershell', "$a:b \"c`\"d$e$f:g${h i}$(j (k))l\" 'm''n$o'", '$a:b «c"d{}{}{}{}l» j ( k ) «m\'n$o»'],
    ['powershell', '@\'\n$a\n\'@ @"\n$b`$c\n"@ x', '«\n$a» «\n{}$c» x'],
    ['powershell', 'Get-PC-Name <# b\n #> c # d\ne "x""y"', 'Get-PC-Name c e «x"y»'],
    ['java', '"a$b${c}d\\$e" + \'f\' + """g"h${i}"""', '«a{}{}d$e» c + «f» + «g"h{}» i'],
    ['python', `f"a{b}c" + rf'{d}' + """e"f""" + 'g' # h\n'''i'''`, '«a{}c» b + «{}» d + «e"f» + «g» «i»'],
    ['python', `F"{a}" fr"""{b}\n""" "c\\"d"`, '«{}» a «{}\n» b «c"d»'],
  ])('of %s: %s', ([language, source, tokens]) => {
    expect(read(language, source)).toBe(tokens);
  });

  test('into tokens with their offsets', () => {
    const { tokens, unreadFrom } = tokenise(' a  `b${c}d` e', 'ecmascript');
    expect(tokens).toStrictEqual([
      { kind: 'word', value: 'a', offset: 1 },
      { kind: 'text', value: 'b{}d', offset: 4 },
      { kind: 'word', value: 'c', offset: 8 },
      { kind: 'word', value: 'e', offset: 13 },
    ]);
    expect(unreadFrom).toBeUndefined();
  });

  test('up to fifty nested templates, with the place of the first that is deeper', () => {
    const nested = (depth: number) => `${'`${'.repeat(depth)}x${'}`'.repeat(depth)}`;
    expect(tokenise(nested(50), 'ecmascript').unreadFrom).toBeUndefined();
    expect(tokenise(nested(51), 'ecmascript').unreadFrom).toBe(153);
  });
});

test('the extension of a file names its language, in any case', () => {
  for (const [names, language] of [
    ['a.ts a.TSX a.mjs a.vue b.d.ts', 'ecmascript'],
    ['a.cs a.cshtml', 'csharp'],
    ['a.vb a.bas', 'visualbasic'],
    ['a.ps1 a.psd1', 'powershell'],
    ['a.java a.kts a.scala', 'java'],
    ['a.py a.pyw', 'python'],
    ['a.json a.yml a.properties a.sh', 'plain'],
  ] as const)
    for (const name of names.split(' ')) expect([name, languageOf(name)]).toStrictEqual([name, language]);
  for (const name of ['a.md', 'ts', '.ts', 'a', 'a.']) expect(languageOf(name)).toBeUndefined();
});
