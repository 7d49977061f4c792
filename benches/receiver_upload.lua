-- For wrk: requests of fifty logs each, every log with ids of its own. A number after `--` is a
-- pause in milliseconds before each request. See docs/receiver/load.md.
local n = 0
local head = '{"uploadTime":%d,"items":[],"protoLogs":['
local log = [["{\"workspace_id\":1234567890123,\"frontend_log_event_id\":\"%08x-%04x-4000-8000-%012x\",\"context\":{\"client_context\":{\"timestamp_millis\":%d,\"user_agent\":\"LoadDriver/1.0\"}},\"entry\":{\"sql_driver_log\":{\"session_id\":\"01f0aaaa-0000-4000-8000-%012x\",\"sql_statement_id\":\"01f0aaab-0000-4000-8000-%012x\",\"system_configuration\":{\"driver_version\":\"1.0\",\"runtime_name\":\"rustc\",\"os_name\":\"Linux\",\"driver_name\":\"load\"},\"sql_operation\":{\"execution_result\":\"EXTERNAL_LINKS\",\"is_compressed\":true,\"chunk_details\":{\"total_chunks_present\":3,\"total_chunks_iterated\":3,\"initial_chunk_latency_millis\":40,\"slowest_chunk_latency_millis\":60,\"sum_chunks_download_time_millis\":150},\"operation_detail\":{\"operation_type\":\"EXECUTE_STATEMENT\",\"n_operation_status_calls\":2,\"operation_status_latency_millis\":12}},\"operation_latency_ms\":%d}}}"]]
local seed = os.time() % 65536
function request()
  local now = os.time() * 1000
  local parts = {}
  for i = 1, 50 do
    n = n + 1
    parts[i] = string.format(log, seed, tid, n, now, n % 97, n, n % 1000)
  end
  local body = string.format(head, now) .. table.concat(parts, ",") .. "]}"
  return wrk.format("POST", "/telemetry-ext", {["Authorization"]="Bearer x",["Content-Type"]="application/json",["User-Agent"]="LoadDriver/1.0"}, body)
end
local threads = 0
function setup(thread) thread:set("tid", threads); threads = threads + 1 end
function init(args)
  local pause = tonumber(args[1])
  if pause then function delay() return pause end end
end
