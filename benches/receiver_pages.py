#!/usr/bin/env python3
"""How long each page of the receiver takes with many logs.

    sql-driver-telemetry receive --store big.db --listen 127.0.0.1:8080 --max-logs 2000000 &
    benches/receiver_pages.py http://127.0.0.1:8080 1000000

Fills the receiver with so many logs (from four versions of a driver, in sessions of 40 events, with ids as life has them)
unless it holds as many, then asks for each page five times and prints the quickest and the slowest in milliseconds.
"""

import gzip
import http.client
import json
import random
import sys
import time
import urllib.parse
import uuid

A_REQUEST = 1000
OPERATIONS = ["EXECUTE_STATEMENT", "EXECUTE_STATEMENT", "EXECUTE_STATEMENT", "CLOSE_STATEMENT", "LIST_TABLES"]


def logs(random_, count):
    """Logs of a few sessions, each of which begins and may end."""
    out = []
    while len(out) < count:
        session = str(uuid.UUID(int=random_.getrandbits(128), version=4))
        version = random_.choice(["1.0.0", "1.1.0", "1.2.0", "2.0.0"])
        for step in range(40):
            operation = "CREATE_SESSION" if step == 0 else "DELETE_SESSION" if step == 39 else random_.choice(OPERATIONS)
            latency = int(random_.lognormvariate(4, 1.2))
            log = {
                "session_id": session,
                "sql_statement_id": str(uuid.UUID(int=random_.getrandbits(128), version=4)),
                "operation_latency_ms": latency,
                "system_configuration": {
                    "driver_name": "Bench Driver", "driver_version": version, "os_name": "Linux", "os_arch": "x86_64",
                    "runtime_name": "rust", "runtime_version": "1.88.0",
                },
                "sql_operation": {
                    "statement_type": "QUERY", "execution_result": "EXTERNAL_LINKS",
                    "operation_detail": {"operation_type": operation, "n_operation_status_calls": random_.randrange(9)},
                    "result_latency": {"result_set_ready_latency_millis": latency},
                },
            }
            if random_.random() < 0.0001:
                log["error_info"] = {"error_name": "STATEMENT_TIMEOUT"}
            out.append({
                "frontend_log_event_id": str(uuid.UUID(int=random_.getrandbits(128), version=4)),
                "context": {"client_context": {
                    "timestamp_millis": int(time.time() * 1000), "user_agent": f"BenchDriver/{version}"}},
                "entry": {"sql_driver_log": log},
            })
    return out[:count]


def main():
    url, wanted = urllib.parse.urlsplit(sys.argv[1]), int(sys.argv[2])
    connection = http.client.HTTPConnection(url.hostname, url.port, timeout=120)

    def ask(path):
        began = time.perf_counter()
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        return (time.perf_counter() - began) * 1000, answer.status, body

    random_ = random.Random(7)
    while json.loads(ask("/api/counts")[2])["logs"] < wanted:
        texts = [json.dumps(log, separators=(",", ":")) for log in logs(random_, A_REQUEST)]
        body = json.dumps({"uploadTime": int(time.time() * 1000), "items": [], "protoLogs": texts}).encode()
        headers = {"Authorization": "Bearer any", "Content-Type": "application/json", "Content-Encoding": "gzip"}
        connection.request("POST", "/telemetry-ext", gzip.compress(body, 1), headers)
        connection.getresponse().read()
    first = json.loads(ask("/api/logs?limit=1")[2])["logs"][0]
    session = first["log"]["entry"]["sql_driver_log"]["session_id"]
    statement = first["log"]["entry"]["sql_driver_log"]["sql_statement_id"]
    pages = [
        "/", f"/logs/{first['seq']}", f"/sessions/{session}", "/findings", "/coverage", "/latency",
        "/latency?version=1.1.0&operation=LIST_TABLES",
        "/compare?a=driver:BenchDriver/1.0.0&b=driver:BenchDriver/2.0.0", "/requests", "/requests?refused=only",
        "/faults", "/?error=TIMEOUT", "/?q=STATEMENT_TIMEOUT", "/?finding=violation", "/?finding=request_refused",
        "/?client=nobody", f"/?statement={statement}", f"/?q={session[9:18]}", "/?q=00000000000000000000",
        "/?q=operation_latency_ms%20%3D%20123456789", "/?q=n_operation_status_calls%20%3D%203%20%3E%205000",
        "/?q=%3E%201%20h", "/?runs=all&version=9.9",
    ]
    for page in pages:
        times = []
        for _ in range(5):
            took, status, _ = ask(page)
            times.append(took)
        print(f"{min(times):7.0f} {max(times):7.0f} ms  {status}  {page}", flush=True)


if __name__ == "__main__":
    main()
