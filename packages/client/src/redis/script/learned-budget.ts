/**
 * `throttle/learned-budget.ts` in Lua, function by function. What the constants mean is said there.
 *
 * `sent` holds a time and how many requests share it, in turn: as requests within a 64th of a window share a time, its
 * length does not grow with the limit.
 */
export const learnedBudgetScript = /* lua */ `
local marginInMs, mostOfPaced, longestWindowInMs = 40, 0.8 * 1000, 120 * 1000

local function inWholeSeconds(windowInMs)
  if windowInMs < secondInMs then return windowInMs end
  return math.floor(windowInMs / secondInMs) * secondInMs + marginInMs
end

local function pauseBudget(budget, toldAt, endsAt)
  budget.beyondFrom = endsAt + cautiousFor * (endsAt - toldAt)
  budget.beyond = nil
  budget.isRaised = false
  budget.isTrying = not budget.isPaced
  budget.alone = nil
  budget.isOver = true
end

local function paceBudget(budget, at, before)
  local rate = (at.calls - before.calls) / (at.spentInMs - before.spentInMs)
  if not (rate > 0 and rate < math.huge) or at.calls < 1 then return false end
  local atOnce
  if at.spentInMs < secondInMs then
    atOnce = math.max(1, math.floor(at.calls - rate * at.spentInMs))
  else
    atOnce = math.min(budget.calls, before.calls)
  end
  if atOnce / rate > mostOfPaced then return false end
  budget.calls = atOnce
  budget.windowInMs = atOnce / rate
  budget.isPaced = true
  return true
end

local function toPoint(lesson)
  return { calls = lesson.calls, spentInMs = lesson.spentInMs }
end

local function createLearnedBudget(lesson, first)
  local startsAt = lesson.endsAt - lesson.windowInMs
  local budget = {
    calls = lesson.calls,
    windowInMs = inWholeSeconds(lesson.windowInMs),
    point = toPoint(lesson),
    isSettled = false,
    misses = 0,
    sent = {},
    startsAt = startsAt,
    startedAt = startsAt,
    passed = 0,
    isFirst = true,
    isPaced = false,
    isUsedUp = false,
    wasUsedUp = false,
    failures = 0,
    usedAt = 0,
  }
  if first ~= nil then paceBudget(budget, lesson, first) end
  budget.heldInMs = budget.windowInMs
  pauseBudget(budget, lesson.toldAt, lesson.endsAt)
  local isShort = lesson.endsAt - lesson.toldAt <= secondInMs and lesson.spentInMs < secondInMs / 4
  if first == nil and isShort then budget.beyondFrom = 0 end
  return budget
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

local function checkBudget(budget, now, inFlight)
  local oldest = sentAt(budget, budget.calls)
  if oldest == nil or oldest + budget.windowInMs <= now then
    if budget.alone ~= nil then return 'concurrency', secondInMs end
    return nil
  end
  budget.isUsedUp = true
  local waitInMs = oldest + budget.windowInMs - now
  local mayTry = now >= budget.beyondFrom and waitInMs > budget.windowInMs / 4
  if mayTry and inFlight == 0 then budget.beyond = budget.beyond or 0 end
  if budget.beyond ~= nil and inFlight <= budget.beyond then return nil end
  return 'budget', waitInMs
end

local function takeBudget(budget, now, ticket)
  if budget.isOver or now >= budget.startsAt + budget.windowInMs then
    local isTried = budget.isUsedUp or budget.windowInMs < budget.heldInMs
    budget.isTrying = budget.isTrying or (isTried and not budget.isPaced)
    budget.wasUsedUp = budget.isUsedUp
    budget.isUsedUp = false
    budget.isOver = false
    budget.beyond = nil
    budget.startedAt = budget.startsAt
    budget.startsAt = now
    budget.passed = 0
  end
  if budget.isTrying then budget.alone = ticket end
  budget.passed = budget.passed + 1
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
  budget.usedAt = now
end

local function forgetLast(sent)
  if #sent == 0 then return end
  sent[#sent] = sent[#sent] - 1
  if sent[#sent] == 0 then
    sent[#sent] = nil
    sent[#sent] = nil
  end
end

local function giveBackBudget(budget, ticket, toldInMs)
  local isFirst = ticket == budget.alone
  if isFirst then budget.alone = nil end
  if toldInMs ~= nil then
    budget.passed = budget.passed - 1
    forgetLast(budget.sent)
    return
  end
  makeUpMisses(budget)
  if isFirst then
    budget.failures = 0
    budget.isTrying = false
    if budget.wasUsedUp then budget.heldInMs = budget.windowInMs end
    if not budget.isSettled then budget.windowInMs = math.min(budget.windowInMs, secondInMs + marginInMs) end
  end
  if budget.beyond == nil then return end
  budget.beyond = budget.beyond + 1
  if budget.beyond < budget.calls then return end
  budget.calls = budget.calls * 2
  budget.beyond = nil
  budget.isRaised = true
end

local function failBudget(budget, toldAt, endsAt)
  budget.failures = budget.failures + 1
  budget.startsAt = budget.startedAt
  if budget.windowInMs < budget.heldInMs then
    budget.windowInMs = budget.heldInMs
    budget.isSettled = true
  elseif endsAt - toldAt <= budget.windowInMs then
    if endsAt - budget.startedAt > longestWindowInMs then
      budget.misses = budget.misses + 1
    elseif budget.failures > 1 then
      budget.windowInMs = endsAt - budget.startedAt
    else
      budget.windowInMs = (budget.windowInMs * 9) / 8
    end
    budget.heldInMs = budget.windowInMs
  end
end

local function refuseBudget(budget, lesson)
  local toldAt, endsAt = lesson.toldAt, lesson.endsAt
  if budget.isTrying then
    failBudget(budget, toldAt, endsAt)
  elseif budget.isPaced then
    local isRate = paceBudget(budget, lesson, budget.point)
    budget.point = toPoint(lesson)
    if not isRate then
      budget.misses = budget.misses + 1
      budget.windowInMs = inWholeSeconds(endsAt - toldAt)
      budget.isPaced = false
      if lesson.spentInMs < secondInMs then budget.calls = math.max(1, lesson.calls) end
    end
    budget.heldInMs = budget.windowInMs
  elseif budget.beyond ~= nil then
    local at = { calls = budget.passed, spentInMs = budget.usedAt - budget.startsAt }
    if budget.isRaised then
      budget.calls = budget.passed
    elseif budget.isFirst and paceBudget(budget, at, budget.point) then
      budget.heldInMs = budget.windowInMs
    end
  elseif budget.windowInMs < budget.heldInMs then
    failBudget(budget, toldAt, endsAt)
  elseif paceBudget(budget, lesson, budget.point) then
    budget.heldInMs = budget.windowInMs
  else
    budget.misses = budget.misses + 1
    budget.windowInMs = inWholeSeconds(math.min(budget.heldInMs, endsAt - (budget.sent[1] or budget.startsAt)))
    budget.heldInMs = budget.windowInMs
    budget.calls = math.max(1, math.min(budget.calls - 1, countSent(budget)))
  end
  budget.isFirst = false
  pauseBudget(budget, toldAt, endsAt)
end
`;
