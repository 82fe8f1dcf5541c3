import { describe, expect, test } from 'vitest';
import { CommandError } from '../../src/exit.ts';
import { decodeText, trimValue } from '../../src/files/read-text.ts';
import { describeSystemError, isSystemError, named, naming } from '../../src/files/system-error.ts';

const failure = (code: unknown) => Object.assign(new Error('it failed'), { code, syscall: 'open' });

describe('an error of the system', () => {
  test('is distinguished from others, by its code if one is given', () => {
    expect(isSystemError(failure('ENOENT'))).toBe(true);
    expect(isSystemError(failure('ENOENT'), 'EACCES', 'ENOENT')).toBe(true);
    expect(isSystemError(failure('ENOENT'), 'EACCES')).toBe(false);
    for (const error of [
      failure(2),
      Object.assign(new Error(''), { code: 'ENOENT' }),
      Object.assign(new Error(''), { syscall: 'open' }),
      { code: 'ENOENT', syscall: 'open' },
      undefined,
    ])
      expect([isSystemError(error), describeSystemError(error)]).toStrictEqual([false, undefined]);
  });

  test("is a sentence with the user's name for the file", async () => {
    expect(describeSystemError(failure('ENOSPC'))).toBe('no space is left on the device');
    expect(describeSystemError(failure('EWHATEVER'))).toBe('the system says EWHATEVER');
    expect(named('--out x', failure('EACCES'))).toStrictEqual(new CommandError('--out x: access is denied.'));
    const mistake = new TypeError('a mistake');
    expect(named('--out x', mistake)).toBe(mistake);
    await expect(naming('--out x', Promise.reject(failure('EROFS')))).rejects.toThrow(
      new CommandError('--out x: the file system is read-only.'),
    );
    expect(await naming('--out x', Promise.resolve(1))).toBe(1);
  });
});

test('a value is trimmed of spaces, line ends and byte order marks, but keeps them inside', () => {
  expect(trimValue('\uFEFF \t a b\uFEFFc \r\n\uFEFF')).toBe('a b\uFEFFc');
});

test('bytes are text in UTF-8, and in UTF-16 with a complete mark', () => {
  expect(decodeText(Uint8Array.of(0xff, 0xfe, 0x61, 0))).toBe('a');
  expect(decodeText(Uint8Array.of(0xfe, 0xff, 0, 0x61))).toBe('a');
  expect(decodeText(Uint8Array.of())).toBe('');
  for (const bytes of [[0xff], [0xfe], [0xff, 0x61], [0x61, 0xfe], [0xfe, 0x61], [0x61, 0xff], [0x61, 0]])
    expect(decodeText(Uint8Array.from(bytes))).toBeUndefined();
});
