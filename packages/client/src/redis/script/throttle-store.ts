import { evidenceScript } from './evidence.ts';
import { learnedLimitScript } from './learned-limit.ts';
import { learningScript } from './learning.ts';

/**
 * `throttle/memory-throttle-store.ts` in Lua, with what sharing adds: Redis' own time, which is never set back, and a lease
 * for each process that holds places.
 *
 * `KEYS` are the lanes, the partner's first. `ARGV`: the operation, the time (empty but in tests), the process, the
 * number that it gave the request, its lease in milliseconds, and
 *
 * - `acquire`: how many requests may be in flight. Answers `granted`, or the reason, the lane's index and the wait.
 *   Asked again for the same request, it grants the same place.
 * - `release`: the outcome, and how long the service asked to be left alone.
 * - `renew`: the numbers of all requests that the process knows of. Others up to the number given are taken for lost.
 *
 * While several processes wait for places, none has more than its share: a process that always has a request ready would
 * take every place that it gives back before another one asks.
 *
 * A place counts as long as the partner's lane holds it; a customer's lane drops what the partner's does no longer hold.
 */
export const throttleStoreScript = /* lua */ `
${evidenceScript}
${learnedLimitScript}
local historyInMs, pollInMs, sweepIntervalInMs = 60000, 1000, 1000
local longestExpiryInMs = 1e12
-- A process that waits for a place asks again within half of this.
local waitsForMs = 300

local operation, injected, process, number, leaseInMs = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])

local function createLane()
  return {
    held = {},
    waiting = {},
    inFlight = 0,
    evidence = createEvidence(),
    counted = 0,
    lastTicket = 0,
    lastSentAt = 0,
    isOfWave = false,
    sweeps = 0,
  }
end

local function load(key)
  local packed = redis.call('GET', key)
  return packed and cmsgpack.unpack(packed) or nil
end

local general = load(KEYS[1])
if general == nil then
  general = createLane()
  general.leases, general.at, general.shift = {}, 0, 0
end
local lanes = { general }

local now = tonumber(injected)
if now == nil then
  local time = redis.call('TIME')
  now = time[1] * 1000 + time[2] / 1000 + general.shift
  if now < general.at then
    general.shift = general.shift + general.at - now
    now = general.at
  end
  general.at = now
end

local function isForgettable(lane, at)
  local isIdle = lane ~= general and lane.inFlight == 0 and not isOpen(lane.evidence, at)
  return isIdle and (lane.limit == nil or isStale(lane.limit, at))
end

-- A lane that was not touched since the last sweep is swept when it is next looked at.
for index = 2, #KEYS do
  local lane = load(KEYS[index])
  local isSwept = lane ~= nil and lane.sweeps < general.sweeps and isForgettable(lane, general.sweptAt)
  lanes[index] = not isSwept and lane or nil
end

${learningScript}
local function send(lane, ticket)
  local countedFrom = lane.countedFrom
  if countedFrom == nil or now - countedFrom > 2 * historyInMs then
    lane.countedFrom = now
    lane.counted = 0
  elseif now - countedFrom > historyInMs then
    lane.countedFrom = (countedFrom + now) / 2
    lane.counted = lane.counted / 2
  end
  lane.counted = lane.counted + 1
  local tickets = lane.held[process] or {}
  lane.held[process] = tickets
  tickets[number] = ticket
  lane.lastTicket = ticket
  lane.lastSentAt = now
  if lane.limit ~= nil then takeLimit(lane.limit, now, ticket, lane.inFlight) end
  lane.inFlight = lane.inFlight + 1
  lane.waiting[process] = nil
  addWitness(lane.evidence, now)
end

-- Ends the requests that isLost finds, the oldest first: nothing is known of how they ended.
local function finishLost(lane, isLost)
  local lost = {}
  for owner, tickets in pairs(lane.held) do
    for ownersNumber, ticket in pairs(tickets) do
      if isLost(owner, ownersNumber) then
        lost[#lost + 1] = { owner = owner, number = ownersNumber, ticket = ticket }
      end
    end
  end
  table.sort(lost, function(one, other) return one.ticket < other.ticket end)
  local isForgotten = false
  for _, one in ipairs(lost) do isForgotten = finish(lane, one.owner, one.number, 'failed', 0) end
  return isForgotten
end

local function isHeld(lane, owner, ownersNumber)
  return lane.held[owner] ~= nil and lane.held[owner][ownersNumber] ~= nil
end

local known = {}
if operation == 'renew' then
  for index = 6, #ARGV do known[tonumber(ARGV[index])] = true end
end
finishLost(general, function(owner, ownersNumber)
  -- A process that asks is alive, also after its lease has ended.
  if owner == process then return operation == 'renew' and ownersNumber <= number and not known[ownersNumber] end
  return general.leases[owner] <= now
end)
for index = 2, #KEYS do
  local isGone = function(owner, ownersNumber) return not isHeld(general, owner, ownersNumber) end
  if lanes[index] ~= nil and finishLost(lanes[index], isGone) then lanes[index] = nil end
end

local function findCoolDown()
  local longest, longestIndex = 0, nil
  for index = 1, #KEYS do
    local lane = lanes[index]
    if lane ~= nil and isHolding(lane.evidence, 'limit', now) then
      local waitInMs = math.ceil(lane.evidence.endsAt - now)
      if waitInMs > longest then longest, longestIndex = waitInMs, index end
    end
  end
  if longestIndex ~= nil then return 'cool-down', longestIndex, longest end
end

-- How many places of a lane are this process'. All, unless other processes wait for one.
local function shareOf(lane, maxConcurrency)
  local processes, isWaitedFor = 1, false
  for other, untilAt in pairs(lane.waiting) do
    if untilAt <= now then
      lane.waiting[other] = nil
    elseif other ~= process then
      isWaitedFor = true
      if lane.held[other] == nil then processes = processes + 1 end
    end
  end
  if not isWaitedFor then return maxConcurrency end
  for other in pairs(lane.held) do
    if other ~= process then processes = processes + 1 end
  end
  return math.ceil(maxConcurrency / processes)
end

local function countHeld(lane)
  local count = 0
  for _ in pairs(lane.held[process] or {}) do count = count + 1 end
  return count
end

local function findFull(maxConcurrency)
  for index = 1, #KEYS do
    local lane = lanes[index]
    if lane ~= nil then
      local isPending = isHolding(lane.evidence, 'pending', now)
      local isFull = lane.inFlight >= maxConcurrency or countHeld(lane) >= shareOf(lane, maxConcurrency)
      if isFull then lane.waiting[process] = now + waitsForMs end
      if isPending or isFull then
        return 'concurrency', index, isPending and math.min(pollInMs, math.ceil(lane.evidence.endsAt - now)) or pollInMs
      end
    end
  end
end

local function findUsedUp()
  for index = 1, #KEYS do
    local limit = lanes[index] and lanes[index].limit
    if limit then
      local reason, waitInMs = checkLimit(limit, now, lanes[index].inFlight)
      if reason ~= nil then return reason, index, waitInMs end
    end
  end
end

local function acquire(maxConcurrency)
  if isHeld(general, process, number) then return 'granted' end
  for index = 1, #KEYS do
    if lanes[index] ~= nil then settle(lanes[index]) end
  end
  local reason, index, waitInMs = findCoolDown()
  if reason == nil then reason, index, waitInMs = findFull(maxConcurrency) end
  if reason == nil then reason, index, waitInMs = findUsedUp() end
  if reason ~= nil then return string.format('%s %d %.17g', reason, index - 1, waitInMs) end
  general.lastTicket = general.lastTicket + 1
  for each = 1, #KEYS do
    lanes[each] = lanes[each] or createLane()
    send(lanes[each], general.lastTicket)
  end
  return 'granted'
end

local sweeps = general.sweeps
local function isExplained()
  for index = 1, #KEYS do
    local lane = lanes[index]
    local ticket = lane and lane.held[process] and lane.held[process][number]
    if ticket and lane.limit and explainsLimit(lane.limit, ticket) and not isOpen(lane.evidence, now) then return true end
  end
  return false
end

local function release(outcome, retryAfterInMs)
  local isExpected = outcome == 'throttled' and isExplained()
  for index = 1, #KEYS do
    local lane = lanes[index]
    if lane ~= nil and finish(lane, process, number, outcome, retryAfterInMs, isExpected) then lanes[index] = nil end
  end
  if general.sweptAt == nil or now >= general.sweptAt + sweepIntervalInMs then
    general.sweptAt = now
    general.sweeps = general.sweeps + 1
  end
  return 'released'
end

local answer = 'renewed'
if operation == 'acquire' then answer = acquire(tonumber(ARGV[6])) end
if operation == 'release' then answer = release(ARGV[6], tonumber(ARGV[7])) end
if general.held[process] ~= nil then general.leases[process] = now + leaseInMs end

for index = 1, #KEYS do
  local lane = lanes[index]
  if lane == nil then
    redis.call('DEL', KEYS[index])
  else
    if lane ~= general then lane.sweeps = sweeps end
    local restInMs = math.max(0, (lane.evidence.endsAt or 0) - now)
    local windowInMs = lane.limit and lane.limit.windowInMs or 0
    local expiryInMs = math.min(longestExpiryInMs, math.ceil(memoryInMs + leaseInMs + restInMs + windowInMs))
    redis.call('SET', KEYS[index], cmsgpack.pack(lane), 'PX', string.format('%.0f', expiryInMs))
  end
end
return answer
`;
