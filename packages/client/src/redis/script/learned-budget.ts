/**
 * `throttle/learned-budget.ts` in Lua, function by function. What the constants mean is said there.
 *
 * `sent` holds a time and how many requests share it, in turn: as requests within a 64th of a window share a time, its
 * length does not grow with the limit.
 */
export const learnedBudgetScript = /* lua */ `
local secondInMs, marginInMs, cautiousFor, callsOfMiss, mostMisses, memoryInMs = 1000, 40, 10, 32, 4, 600 * 1000

local function beCautious(budget, toldAt, endsAt)
  budget.probesAt = endsAt + cautiousFor * (endsAt - toldAt)
  budget.beyond = nil
  budget.isTrying = true
  budget.isAlone = false
  budget.roundStartsAt = 0
end

local function createLearnedBudget(lesson)
  local budget = {
    calls = lesson.calls,
    windowInMs = lesson.windowInMs,
    heldInMs = lesson.windowInMs,
    heldBeforeInMs = lesson.windowInMs,
    isSettled = false,
    misses = 0,
    sent = {},
    isUsedUp = false,
  }
  beCautious(budget, lesson.toldAt, lesson.endsAt)
  return budget
end

local function holdBudget(budget)
  local windowInMs = budget.windowInMs
  budget.heldBeforeInMs = budget.heldInMs
  budget.heldInMs = windowInMs
  local excessInMs = windowInMs - marginInMs - secondInMs
  if budget.isSettled or excessInMs <= 0 then return end
  local seconds = math.ceil((windowInMs - marginInMs - excessInMs / 3) / secondInMs) - 1
  budget.windowInMs = math.max(1, seconds) * secondInMs + marginInMs
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

local function isStale(budget, now)
  local last = budget.sent[#budget.sent - 1]
  return budget.misses >= mostMisses or (last ~= nil and now - last > memoryInMs + budget.windowInMs)
end

local function checkBudget(budget, now, inFlight)
  if budget.misses >= mostMisses then return nil end
  local oldest = sentAt(budget, budget.calls)
  if oldest == nil or oldest + budget.windowInMs <= now then
    if budget.isAlone then return 'concurrency', secondInMs end
    return nil
  end
  budget.isUsedUp = true
  local waitInMs = oldest + budget.windowInMs - now
  local mayProbe = now >= budget.probesAt and waitInMs > budget.windowInMs / 4
  if mayProbe and inFlight == 0 then budget.beyond = budget.beyond or 0 end
  if budget.beyond ~= nil and inFlight <= budget.beyond then return nil end
  return 'budget', waitInMs
end

local function takeBudget(budget, now)
  if now >= budget.roundStartsAt + budget.windowInMs then
    budget.isTrying = budget.isTrying or budget.isUsedUp
    budget.isUsedUp = false
    budget.beyond = nil
    budget.roundStartsAt = now
  end
  budget.isAlone = budget.isTrying
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

local function forgetLast(sent)
  if #sent == 0 then return end
  sent[#sent] = sent[#sent] - 1
  if sent[#sent] == 0 then
    sent[#sent] = nil
    sent[#sent] = nil
  end
end

local function giveBackBudget(budget, isThrottled)
  budget.isAlone = false
  if isThrottled then
    forgetLast(budget.sent)
    return
  end
  budget.misses = math.max(0, budget.misses - 1 / callsOfMiss)
  if budget.isTrying then holdBudget(budget) end
  budget.isTrying = false
  if budget.beyond == nil then return end
  budget.beyond = budget.beyond + 1
  if budget.beyond < budget.calls then return end
  budget.calls = budget.calls * 2
  budget.beyond = nil
end

local function refuseBudget(budget, toldAt, endsAt)
  local oldest = budget.sent[1]
  if budget.beyond == nil then
    local wasShorter = budget.windowInMs < budget.heldInMs
    if budget.isTrying or oldest == nil or budget.calls == 1 then
      if not wasShorter then budget.misses = budget.misses + 1 end
      budget.windowInMs = wasShorter and budget.heldInMs or math.ceil((budget.windowInMs * 9) / 8)
      budget.heldInMs = budget.windowInMs
      budget.isSettled = true
    else
      budget.misses = budget.misses + 1
      budget.calls = math.min(budget.calls - 1, countSent(budget))
      budget.windowInMs = math.min(budget.heldBeforeInMs, endsAt - oldest)
      budget.heldInMs = budget.heldBeforeInMs
    end
  end
  beCautious(budget, toldAt, endsAt)
end

local function missBudget(budget)
  budget.misses = budget.misses + 1
  budget.beyond = nil
end
`;
