/*
 * The throttle that processes share through Redis. `shared.ts [pairs] [simulations] [lives] [processes]`
 * prints
 *
 * - the time of the store for one `acquire` and `release`,
 * - total / least time of the fleets of `run.ts` in virtual time, shared by 1, 4 and 12 clients,
 * - the same for processes that are killed or live for 60 calls only, and take a while to start,
 * - the same in real time for 1, 4 and 12 processes, 2,000 calls under a limit of 100 a second, over HTTP.
 *
 * Fails when four equal processes take more than 1.25 × the least time, or a pair takes more than half a millisecond.
 */
import { hasRedisServer, startRedisServer } from '@licenses-usage/testing/redis-server';
import { Redis } from 'ioredis';
import { describeMachine } from '../support/machine.ts';
import { printLives } from './shared/lives.ts';
import { measurePairs } from './shared/pairs.ts';
import { printProcesses } from './shared/processes.ts';
import { printSimulations } from './shared/simulations.ts';

if (!hasRedisServer()) process.exit(1);
const given = process.argv.slice(2);
const isAsked = (section: string) => given.length === 0 || given.includes(section);

console.log(describeMachine());
await using server = await startRedisServer();
const redis = new Redis(server.port);
const sendCommand = (...[command, ...rest]: [string, ...string[]]) => redis.call(command, ...rest);
let isGood = true;
if (isAsked('pairs')) isGood &&= await measurePairs(sendCommand);
if (isAsked('simulations')) await printSimulations(sendCommand);
if (isAsked('lives')) await printLives(sendCommand);
if (isAsked('processes')) isGood &&= await printProcesses(server);
redis.disconnect();
if (!isGood) process.exitCode = 1;
