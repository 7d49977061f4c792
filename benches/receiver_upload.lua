-- For wrk: requests of fifty logs each, as drivers send them: every event and every statement with a random id of its own,
-- a request from one of many sessions. A number after `--` is a pause in milliseconds before each request. See
-- docs/receiver/load.md.
local head = '{"uploadTime":%d,"items":[],"protoLogs":['
local log = [["{\"workspace_id\":1234567890123,\"frontend_log_event_id\":\"%s\",\"context\":{\"client_context\":{\"timestamp_millis\":%d,\"user_agent\":\"LoadDriver/1.0\"}},\"entry\":{\"sql_driver_log\":{\"session_id\":\"%s\",\"sql_statement_id\":\"%s\",\"system_configuration\":{\"driver_version\":\"1.0\",\"runtime_name\":\"rustc\",\"os_name\":\"Linux\",\"driver_name\":\"load\"},\"sql_operation\":{\"execution_result\":\"EXTERNAL_LINKS\",\"is_compressed\":true,\"chunk_details\":{\"total_chunks_present\":3,\"total_chunks_iterated\":3,\"initial_chunk_latency_millis\":%d,\"slowest_chunk_latency_millis\":%d,\"sum_chunks_download_time_millis\":150},\"operation_detail\":{\"operation_type\":\"EXECUTE_STATEMENT\",\"n_operation_status_calls\":2,\"operation_status_latency_millis\":12}},\"operation_latency_ms\":%d}}}"]]
local function uuid()
  local r = math.random
  return string.format("%04x%04x-%04x-4%03x-%04x-%04x%04x%04x", r(0, 65535), r(0, 65535), r(0, 65535), r(0, 4095),
    r(32768, 49151), r(0, 65535), r(0, 65535), r(0, 65535))
end
local sessions = {}
function request()
  local now = os.time() * 1000
  local which = math.random(200)
  -- A session lives for about forty requests.
  if not sessions[which] or math.random(40) == 1 then sessions[which] = uuid() end
  local parts = {}
  for i = 1, 50 do
    local wait = math.random(0, 99)
    parts[i] = string.format(log, uuid(), now, sessions[which], uuid(), 20 + wait, 40 + 2 * wait, wait * math.random(99))
  end
  local body = string.format(head, now) .. table.concat(parts, ",") .. "]}"
  return wrk.format("POST", "/telemetry-ext", {["Authorization"]="Bearer x",["Content-Type"]="application/json",["User-Agent"]="LoadDriver/1.0"}, body)
end
local threads = 0
function setup(thread) thread:set("tid", threads); threads = threads + 1 end
function init(args)
  math.randomseed(os.time() * 64 + tid)
  local pause = tonumber(args[1])
  if pause then function delay() return pause end end
end
