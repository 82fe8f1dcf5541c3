/** `throttle/concurrency-limit.ts` in Lua, function by function. What the constants mean is said there. */
export const concurrencyLimitScript = /* lua */ `
local attemptsToRaise = 3
local function createConcurrencyLimit(lesson)
  return {
    isOfConcurrency = true,
    proven = lesson.calls,
    calls = lesson.calls,
    open = math.ceil(lesson.calls / 2),
    misses = 0,
    attempts = {},
    attemptsPassed = 0,
    attemptsFrom = lesson.endsAt,
    usedAt = lesson.endsAt,
  }
end

local function concludeAttempt(limit, now, toldInMs)
  if toldInMs ~= nil then
    limit.calls = math.max(limit.proven, limit.calls - 1)
    limit.open = math.min(limit.open, limit.calls)
    limit.attemptsPassed = 0
    limit.attemptsFrom = now + cautiousFor * toldInMs
  elseif limit.open == limit.calls and now >= limit.attemptsFrom then
    limit.attemptsPassed = limit.attemptsPassed + 1
    if limit.attemptsPassed < attemptsToRaise then return end
    limit.attemptsPassed = 0
    limit.calls = limit.calls + 1
    limit.open = limit.calls
  end
end

local function checkConcurrency(limit, now, inFlight)
  if inFlight < math.floor(limit.open) then return nil end
  local mayAttempt = limit.open == limit.calls and inFlight == limit.calls and now >= limit.attemptsFrom
  if mayAttempt then return nil end
  return 'concurrency', secondInMs
end

local function giveBackConcurrency(limit, ticket, now, toldInMs)
  if limit.attempts[ticket] then
    limit.attempts[ticket] = nil
    concludeAttempt(limit, now, toldInMs)
  end
  if toldInMs ~= nil then return end
  makeUpMisses(limit)
  limit.open = math.min(limit.calls, limit.open + 1 / math.floor(limit.open))
end
`;
