-- Sends signed deliveries, each with an id of its own. The signature covers the body alone, so requests are put together
-- from ready-made pieces: HEAD, an id, one of the TAILS.
-- Arguments: the file with the pieces, a prefix for ids that no other run uses.
local head, tails, prefix
local count = 0

function init(args)
  local file = assert(io.open(args[1], "rb"))
  local function piece()
    local length = file:read("*l")
    return length and file:read(tonumber(length))
  end
  head = piece()
  tails = {}
  local tail = piece()
  while tail do
    tails[#tails + 1] = tail
    tail = piece()
  end
  file:close()
  prefix = args[2]
end

function request()
  count = count + 1
  return head .. prefix .. "-" .. count .. tails[count % #tails + 1]
end

function done(summary, latency)
  local errors = summary.errors
  print(string.format("BENCH requests=%d micros=%d p50=%d p90=%d p99=%d max=%d status=%d broken=%d",
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(90), latency:percentile(99),
    latency.max, errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
