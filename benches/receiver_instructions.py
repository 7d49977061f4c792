#!/usr/bin/env python3
"""How many instructions a log costs the receiver: callgrind over the whole process.

    CARGO_PROFILE_RELEASE_DEBUG=1 cargo build --release --features cli
    benches/receiver_instructions.py target/release/sql-driver-telemetry [--file] [--keep FOLDER]

Starts the program under valgrind and sends it requests of 50 logs, as `receiver_pages.py` makes them, on one connection:
500 logs, then 2,500 to another process. The difference, divided by 2,000, is printed: what a start costs is in neither.
With `--file` the logs are stored in a file. With `--keep` what callgrind wrote stays in that folder, for callgrind_annotate.
"""

import argparse
import contextlib
import http.client
import json
import pathlib
import random
import re
import signal
import subprocess
import tempfile

from receiver_pages import logs

A_REQUEST = 50
FEW, MANY = 500, 2500


def bodies(count):
    """Requests that are the same in every process that is asked for them, but for the time."""
    all_logs = logs(random.Random(7), count)
    for first in range(0, count, A_REQUEST):
        texts = [json.dumps(log, separators=(",", ":")) for log in all_logs[first:first + A_REQUEST]]
        upload = {"uploadTime": all_logs[first]["context"]["client_context"]["timestamp_millis"], "items": [], "protoLogs": texts}
        yield json.dumps(upload).encode()


def instructions(program, count, store, out):
    """Everything that a receiver executes which takes so many logs and stops."""
    command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", program, "receive", "--listen", "127.0.0.1:0"]
    command += ["--store", store] if store else []
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    said = []
    for line in process.stdout:
        said.append(line)
        if address := re.search(r"http://(127\.0\.0\.1):(\d+)", line):
            break
    else:
        raise SystemExit("the receiver did not start:\n" + "".join(said))
    connection = http.client.HTTPConnection(address[1], int(address[2]), timeout=600)
    headers = {"Authorization": "Bearer any", "Content-Type": "application/json"}
    for body in bodies(count):
        connection.request("POST", "/telemetry-ext", body, headers)
        answer = connection.getresponse()
        said = answer.read()
        if json.loads(said).get("numProtoSuccess") != A_REQUEST:
            raise SystemExit(f"answered {answer.status}: {said.decode()}")
    connection.close()
    process.send_signal(signal.SIGINT)
    process.communicate()
    return int(re.search(r"^(?:summary|totals): (\d+)", out.read_text(), re.MULTILINE)[1])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--file", action="store_true")
    parser.add_argument("--keep", type=pathlib.Path)
    asked = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        kept = asked.keep or folder
        few, many = (
            instructions(asked.program, count, folder / f"{count}.db" if asked.file else None, kept / f"callgrind.{count}")
            for count in (FEW, MANY))
    print(f"{(many - few) / (MANY - FEW):,.0f} instructions a log")


if __name__ == "__main__":
    main()
