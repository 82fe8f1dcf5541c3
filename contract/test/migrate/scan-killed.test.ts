import { expect, test } from 'vitest';

import { killAndResume } from './support/kill-and-resume.ts';

test('a scan that is killed and resumed ends with the result of an undisturbed one', async () => {
  const { undisturbed, resumed, kills } = await killAndResume(3, 120, Math.random);
  expect(undisturbed.split('\n')).toHaveLength(122);
  expect(kills.some(({ lines }) => lines > 0 && lines < 121)).toBe(true);
  expect(resumed).toBe(undisturbed);
});
