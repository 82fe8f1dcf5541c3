/**
 * `KEYS`: the refresh token, the lock and, for access tokens, the access token. `ARGV`: the operation, the process,
 * and
 *
 * - `lock`: the lease in milliseconds. Answers `locked` or `busy`; renews the lock if the process already holds it.
 * - `unlock`: nothing. A lock that another process has acquired since is left alone.
 * - `load`: the refresh token to store if there is none, or nothing. Answers `+` and the refresh token, or `-`.
 * - `save`: the refresh token, and the one it replaces unless it may replace any. A newer one from another process
 *   stays.
 * - `load-access`: nothing. Answers in how many milliseconds the access token expires and is due for renewal, and the
 *   token; or `-`.
 * - `save-access`: the same three.
 */
export const tokenStoreScript = /* lua */ `
local operation, process = ARGV[1], ARGV[2]

local function now()
  local time = redis.call('TIME')
  return time[1] * 1000 + time[2] / 1000
end

if operation == 'lock' then
  local holder = redis.call('GET', KEYS[2])
  if holder and holder ~= process then return 'busy' end
  redis.call('SET', KEYS[2], process, 'PX', ARGV[3])
  return 'locked'
elseif operation == 'unlock' then
  if redis.call('GET', KEYS[2]) == process then redis.call('DEL', KEYS[2]) end
elseif operation == 'load' then
  local stored = redis.call('GET', KEYS[1])
  if not stored and ARGV[3] then
    redis.call('SET', KEYS[1], ARGV[3])
    stored = ARGV[3]
  end
  return stored and '+' .. stored or '-'
elseif operation == 'save' then
  local stored = redis.call('GET', KEYS[1])
  if stored and ARGV[4] and stored ~= ARGV[4] then return 'kept' end
  redis.call('SET', KEYS[1], ARGV[3])
elseif operation == 'load-access' then
  local packed = redis.call('GET', KEYS[3])
  if not packed then return '-' end
  local access = cmsgpack.unpack(packed)
  return string.format('%.0f %.0f ', access.expiresAt - now(), access.refreshAt - now()) .. access.token
elseif operation == 'save-access' then
  local expiresInMs, refreshInMs = tonumber(ARGV[3]), tonumber(ARGV[4])
  local access = { token = ARGV[5], expiresAt = now() + expiresInMs, refreshAt = now() + refreshInMs }
  redis.call('SET', KEYS[3], cmsgpack.pack(access), 'PX', string.format('%.0f', expiresInMs))
end
return 'done'
`;
