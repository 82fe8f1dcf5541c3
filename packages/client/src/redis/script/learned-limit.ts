import { concurrencyLimitScript } from './concurrency-limit.ts';
import { learnedBudgetScript } from './learned-budget.ts';

/** `throttle/learned-limit.ts` in Lua, for both kinds of limit. What the constants mean is said there. */
export const learnedLimitScript = /* lua */ `
local secondInMs, cautiousFor, callsOfMiss, mostMisses, memoryInMs = 1000, 10, 32, 4, 600 * 1000

local function makeUpMisses(limit)
  limit.misses = math.max(0, limit.misses - 1 / callsOfMiss)
end

local function areTooMany(limit)
  return limit.misses >= mostMisses
end

${concurrencyLimitScript}
${learnedBudgetScript}
local function isStale(limit, now)
  if areTooMany(limit) then return true end
  if limit.isOfConcurrency then return now - limit.usedAt > memoryInMs end
  return #limit.sent > 0 and now - limit.usedAt > memoryInMs + limit.windowInMs
end

local function checkLimit(limit, now, inFlight)
  if limit.isOfConcurrency then return checkConcurrency(limit, now, inFlight) end
  return checkBudget(limit, now, inFlight)
end

local function takeLimit(limit, now, ticket, inFlight)
  if not limit.isOfConcurrency then return takeBudget(limit, now, ticket) end
  limit.usedAt = now
  if inFlight >= limit.proven then limit.attempts[ticket] = true end
end

local function isTryingLimit(limit)
  return limit.isTrying or limit.beyond ~= nil
end

local function explainsLimit(limit, ticket)
  return limit.isOfConcurrency and limit.attempts[ticket] == true
end

local function giveBackLimit(limit, ticket, now, toldInMs)
  if limit.isOfConcurrency then return giveBackConcurrency(limit, ticket, now, toldInMs) end
  giveBackBudget(limit, ticket, toldInMs)
end

local function refuseLimit(limit, lesson)
  if not limit.isOfConcurrency then
    refuseBudget(limit, lesson)
    return limit
  end
  if lesson.calls < 1 then return limit end
  return createLearnedBudget(lesson, { calls = limit.proven, spentInMs = 0 })
end

local function missLimit(limit)
  limit.misses = limit.misses + 1
  limit.beyond = nil
end
`;
