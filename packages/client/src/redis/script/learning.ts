/** `throttle/learning.ts` in Lua, and the release of one lane. Expects what `throttle-store.ts` defines before it. */
export const learningScript = /* lua */ `
local function learn(lane, toldAt, endsAt, isCertain)
  local countedFrom = lane.countedFrom or lane.lastSentAt
  local lesson = {
    calls = math.floor(lane.counted),
    spentInMs = lane.lastSentAt - countedFrom,
    windowInMs = endsAt - countedFrom,
    toldAt = toldAt,
    endsAt = endsAt,
  }
  if lane.isOfWave and lesson.calls >= 1 then
    lane.limit = createConcurrencyLimit(lesson)
  elseif lane.limit ~= nil then
    lane.limit = refuseLimit(lane.limit, lesson)
  elseif isCertain and lesson.calls >= 1 then
    lane.limit = createLearnedBudget(lesson)
  end
end

-- Learns from a limit once its case is over.
local function settle(lane)
  local evidence = lane.evidence
  if evidence.verdict == 'limit' and not isOpen(evidence, now) then
    local toldAt, endsAt = evidence.toldAt, evidence.endsAt
    local isCertain = closeLimit(evidence)
    lane.limitedUntil = endsAt
    local wasOfPartner = lane ~= general and general.limitedUntil ~= nil and general.limitedUntil > toldAt
    if not wasOfPartner then learn(lane, toldAt, endsAt, isCertain) end
    lane.countedFrom = nil
    lane.waveEndsAt = nil
  end
  if lane.limit ~= nil and isStale(lane.limit, now) then lane.limit = nil end
end

local function hear(lane, customer, refusal)
  local evidence, limit = lane.evidence, lane.limit
  local mayBeCustomers = customer ~= nil and not (limit ~= nil and isTryingLimit(limit))
  if mayBeCustomers and not isOpen(evidence, now) then
    lane.presumed = customer
    openCase(evidence, refusal, now)
  elseif mayBeCustomers and evidence.verdict == 'random' and lane.presumed == customer then
    evidence.endsAt = math.max(evidence.endsAt, refusal.endsAt)
    hearWitness(evidence, refusal.ticket, false, now)
  else
    hearRefusal(evidence, refusal, now)
  end
end

-- Ends a request of a process in one lane. Nothing happens where the lane does not hold it.
local function finish(lane, owner, ownersNumber, outcome, retryAfterInMs, isExpected)
  local tickets = lane.held[owner]
  local ticket = tickets and tickets[ownersNumber]
  if not ticket then return end
  tickets[ownersNumber] = nil
  lane.inFlight = lane.inFlight - 1
  if next(tickets) == nil then
    lane.held[owner] = nil
    if lane == general then general.leases[owner] = nil end
  end
  settle(lane)
  local evidence = lane.evidence
  local wasPending = evidence.verdict == 'pending'
  local isRefused = outcome == 'throttled'
  if isRefused then lane.counted = math.max(0, lane.counted - 1) end
  if lane.limit ~= nil then giveBackLimit(lane.limit, ticket, now, isRefused and retryAfterInMs or nil) end
  if isExpected then return isForgettable(lane, now) end
  if outcome == 'passed' and lane.waveEndsAt == nil then lane.waveEndsAt = lane.lastTicket end
  if isRefused then
    if not isOpen(evidence, now) then lane.isOfWave = ticket <= (lane.waveEndsAt or ticket) end
    local refusal = { ticket = ticket, endsAt = now + retryAfterInMs, held = lane.held }
    hear(lane, lane == general and KEYS[2] or nil, refusal)
  else
    hearWitness(evidence, ticket, outcome == 'passed', now)
  end
  if (wasPending or isRefused) and evidence.verdict == 'random' and lane.limit ~= nil then
    missLimit(lane.limit)
  end
  return isForgettable(lane, now)
end
`;
