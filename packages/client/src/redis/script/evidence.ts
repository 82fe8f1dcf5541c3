/** `throttle/evidence.ts` in Lua, function by function. The constants are explained there. */
export const evidenceScript = /* lua */ `
local weightOfRefusal, enough, mostTrust, noTrust, limitsInARow = 2, 3, 12, -4, 3

local function createEvidence()
  return { trust = 0, verdict = 'random', ticket = 0, toldAt = 0, awaited = 0, limits = 0 }
end

local function isOpen(evidence, now)
  return evidence.endsAt ~= nil and now < evidence.endsAt
end

local function isHolding(evidence, verdict, now)
  return evidence.verdict == verdict and isOpen(evidence, now)
end

local function awaitWitnesses(evidence, refusal)
  evidence.ticket = refusal.ticket
  evidence.awaited = 0
  for _, tickets in pairs(refusal.held) do
    for _, other in pairs(tickets) do
      if other > refusal.ticket then evidence.awaited = evidence.awaited + 1 end
    end
  end
end

local function judge(evidence)
  if evidence.verdict ~= 'pending' then return end
  if evidence.trust >= enough or (evidence.awaited == 0 and evidence.trust > 0) then
    evidence.verdict = 'random'
    evidence.limits = 0
  elseif evidence.awaited == 0 then
    evidence.verdict = 'limit'
  end
end

local function addWitness(evidence, now)
  if isOpen(evidence, now) then evidence.awaited = evidence.awaited + 1 end
end

local function hearWitness(evidence, ticket, hasPassed, now)
  if not isOpen(evidence, now) or ticket < evidence.ticket then return end
  evidence.awaited = evidence.awaited - 1
  if hasPassed then evidence.trust = math.min(mostTrust, evidence.trust + 1) end
  judge(evidence)
end

local function openCase(evidence, refusal, now)
  evidence.verdict = 'random'
  evidence.toldAt = now
  evidence.endsAt = refusal.endsAt
  awaitWitnesses(evidence, refusal)
end

local function hearRefusal(evidence, refusal, now)
  if not isOpen(evidence, now) then
    openCase(evidence, refusal, now)
    evidence.verdict = 'pending'
  else
    evidence.trust = evidence.trust - weightOfRefusal
    evidence.endsAt = math.max(refusal.endsAt, evidence.endsAt)
    if evidence.verdict == 'random' then
      evidence.verdict = 'pending'
      awaitWitnesses(evidence, refusal)
    elseif refusal.ticket > evidence.ticket then
      evidence.awaited = evidence.awaited - 1
    end
  end
  judge(evidence)
end

local function closeLimit(evidence)
  evidence.limits = evidence.limits + 1
  local isCertain = evidence.trust <= noTrust or evidence.limits >= limitsInARow
  evidence.verdict = 'random'
  evidence.trust = math.max(0, evidence.trust)
  return isCertain
end
`;
