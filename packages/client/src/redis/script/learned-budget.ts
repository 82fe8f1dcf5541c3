/**
 * `throttle/learned-budget.ts` in Lua, function by function. What the constants mean is said there.
 *
 * `sent` holds a time and how many requests share it, in turn: as requests within a 64th of a window share a time, its
 * length does not grow with the limit.
 */
export const learnedBudgetScript = /* lua */ `
local secondInMs = 1000
local nearInMs, cautiousFor, callsOfMiss, mostMisses = 1.03 * secondInMs, 16, 32, 4
local leastWindowInMs, memoryInMs = secondInMs / 16, 600 * secondInMs

local function triesAfter(toldAt, endsAt)
  return endsAt + cautiousFor * (endsAt - toldAt)
end

local function createLearnedBudget(lesson)
  return {
    calls = lesson.calls,
    windowInMs = lesson.windowInMs,
    heldInMs = lesson.windowInMs,
    heldBeforeInMs = lesson.windowInMs,
    isSettled = false,
    misses = 0,
    sent = {},
    roundStartsAt = 0,
    isUsedUp = false,
    isTrying = true,
    isTryOut = false,
    triesAt = triesAfter(lesson.toldAt, lesson.endsAt),
  }
end

-- Nothing is known any more once calls is nil.
local function missBudget(budget)
  if budget.calls == nil then return end
  budget.misses = budget.misses + 1
  if budget.misses >= mostMisses then budget.calls = nil end
end

local function countSent(budget)
  local count = 0
  for index = 2, #budget.sent, 2 do count = count + budget.sent[index] end
  return count
end

local function sentAt(budget, fromEnd)
  local sent = budget.sent
  for index = #sent, 2, -2 do
    fromEnd = fromEnd - sent[index]
    if fromEnd <= 0 then return sent[index - 1] end
  end
end

local function refuseBudget(budget, toldAt, endsAt)
  budget.triesAt = triesAfter(toldAt, endsAt)
  if budget.calls == nil then return end
  local oldest = budget.sent[1]
  local isExperiment = budget.isTrying and budget.windowInMs < budget.heldInMs
  if not isExperiment then missBudget(budget) end
  if budget.calls == nil then return end
  if budget.isTrying or oldest == nil or budget.calls == 1 then
    local windowInMs, heldInMs = budget.windowInMs, budget.heldInMs
    budget.windowInMs = windowInMs < heldInMs and heldInMs or math.ceil((windowInMs * 9) / 8)
    budget.heldInMs = budget.windowInMs
    budget.isSettled = true
  else
    budget.calls = math.min(budget.calls - 1, countSent(budget))
    budget.windowInMs = math.min(budget.heldBeforeInMs, endsAt - oldest)
    budget.heldInMs = budget.heldBeforeInMs
  end
  budget.roundStartsAt = 0
  budget.isTrying = true
  budget.isTryOut = false
end

local function tryShorter(budget, now)
  local windowInMs = budget.windowInMs
  budget.heldBeforeInMs = budget.heldInMs
  budget.heldInMs = windowInMs
  budget.misses = math.max(0, budget.misses - budget.calls / callsOfMiss)
  if windowInMs < leastWindowInMs then budget.calls = nil end
  if now >= budget.triesAt then
    budget.windowInMs = math.ceil((windowInMs * 15) / 16)
  elseif not budget.isSettled and windowInMs > nearInMs then
    budget.windowInMs = math.ceil(windowInMs - (windowInMs - secondInMs) / 3)
  end
end

local function isStale(budget, now)
  if budget.calls == nil then return true end
  local last = budget.sent[#budget.sent - 1]
  return last ~= nil and now - last > memoryInMs + budget.windowInMs
end

local function checkBudget(budget, now)
  if budget.calls == nil then return nil end
  local oldest = sentAt(budget, budget.calls)
  if oldest ~= nil and oldest + budget.windowInMs > now then
    budget.isUsedUp = true
    return 'budget', oldest + budget.windowInMs - now
  end
  if budget.isTryOut then return 'concurrency', secondInMs end
end

local function takeBudget(budget, now)
  if budget.calls == nil then return end
  if now >= budget.roundStartsAt + budget.windowInMs then
    budget.isTrying = budget.isTrying or budget.isUsedUp
    budget.isUsedUp = false
    budget.roundStartsAt = now
  end
  budget.isTryOut = budget.isTrying
  local sent = budget.sent
  while sent[1] ~= nil and sent[1] + budget.heldInMs <= now do
    table.remove(sent, 1)
    table.remove(sent, 1)
  end
  local last = sent[#sent - 1]
  if last ~= nil and now - last < budget.windowInMs / 64 then
    sent[#sent] = sent[#sent] + 1
  else
    sent[#sent + 1] = now
    sent[#sent + 1] = 1
  end
end

local function giveBackBudget(budget, isThrottled, now)
  budget.isTryOut = false
  if not isThrottled then
    if budget.calls ~= nil and budget.isTrying then tryShorter(budget, now) end
    budget.isTrying = false
    return
  end
  local sent = budget.sent
  if #sent == 0 then return end
  sent[#sent] = sent[#sent] - 1
  if sent[#sent] == 0 then
    sent[#sent] = nil
    sent[#sent] = nil
  end
end
`;
