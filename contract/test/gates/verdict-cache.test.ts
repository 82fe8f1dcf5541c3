import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { openVerdictCache } from '../../src/judges/verdict-cache.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'verdicts-'));
});

afterEach(() => rm(folder, { recursive: true }));

test('keeps verdicts for the next program, those of several programs, and skips a truncated line', async () => {
  const path = join(folder, 'verdicts.jsonl');
  const [one, other] = [openVerdictCache(path), openVerdictCache(path)];
  one.add('a', []);
  other.add('b', ['refused']);
  one.save();
  other.save();
  await appendFile(path, '["cut o');

  const next = openVerdictCache(path);
  expect(next.get('a')).toEqual([]);
  expect(next.get('b')).toEqual(['refused']);
  expect(next.get('c')).toBeUndefined();
});
