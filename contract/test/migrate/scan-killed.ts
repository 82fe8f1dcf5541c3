/*
 * A scan that is killed at random points, run on purpose: `node test/migrate/scan-killed.ts [kills] [customers]`. Ends with code 1
 * when the result is not that of an undisturbed scan.
 */
import { killAndResume } from './support/kill-and-resume.ts';

const [kills = 20, customers = 2_000] = process.argv.slice(2).map(Number);
const scan = await killAndResume(kills, customers, Math.random);
const ids = scan.resumed.split('\n').flatMap((line) => /"customerId":"([^"]+)"/.exec(line)?.[1] ?? []);
const isSame = scan.resumed === scan.undisturbed;

console.log(
  `Killed at ${scan.kills.map(({ lines, wasCut }) => `${lines}${wasCut ? ' and a half' : ''}`).join(', ')}`,
);
console.log(`${ids.length} customers, ${new Set(ids).size} of them different, ${scan.resumed.length} bytes`);
console.log(
  isSame
    ? 'The result is that of an undisturbed scan.'
    : 'The result is another than that of an undisturbed scan.',
);
process.exitCode = isSame ? 0 : 1;
