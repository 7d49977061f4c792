#!/usr/bin/env python3
"""Runs the suite many times on a machine that has too much to do, and says in how many rounds a test failed.

What waits for a clock, another thread or another process passes on a quiet machine whatever it assumes of time. Busy loops
run beside the suite here, and on request more than one suite at once. A round is every test program of one suite. What a
failed program printed stays below target/busy/; exits with 1 if there is any.

    .ci/busy.py                          # 25 rounds beside four busy loops, one after another
    .ci/busy.py --suites 3               # the same, three suites beside each other
    .ci/busy.py -n 5 --only collect,lib  # of some test programs
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
LOGS = ROOT / "target/busy"
# They only compute, for minutes, and wait for nothing.
COMPUTE = ("conservation::recorded_is", "matrix::every_call_in_every_state")


def programs(only):
    """Every test program of the crate, as (name, path, folder)."""
    command = ["cargo", "test", "--no-run", "--all-features", "--message-format=json"]
    lines = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    found = []
    for artifact in map(json.loads, lines):
        if artifact.get("executable") and artifact["profile"]["test"]:
            kind, name = artifact["target"]["kind"][0], artifact["target"]["name"]
            name = name if kind == "test" else kind
            if not only or name in only:
                found.append((name, artifact["executable"], pathlib.Path(artifact["manifest_path"]).parent))
    return found


def run_round(number, suite, skip):
    """Runs a round and returns the names of the programs in which a test failed."""
    start, failed, tests = time.monotonic(), [], 0
    for name, program, folder in suite:
        env = dict(os.environ, INSTA_UPDATE="no")
        command = [program, "--quiet", *(word for test in skip for word in ("--skip", test))]
        ended = subprocess.run(command, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
        summaries = [line.split() for line in ended.stdout.splitlines() if line.startswith("test result: ")]
        tests += sum(int(words[3]) for words in summaries)
        # A program that ends well and has run nothing is one that was called in a wrong way.
        if ended.returncode or not summaries:
            failed.append(name)
            (LOGS / f"{number}-{name}.log").write_text(ended.stdout)
    took = time.monotonic() - start
    print(f"round {number}: {tests} tests in {took:.0f} s; {'FAILED: ' + ', '.join(failed) if failed else 'passed'}", flush=True)
    return failed


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("-n", "--rounds", type=int, default=25)
    words.add_argument("--loops", type=int, default=4, help="busy loops beside it")
    words.add_argument("--suites", type=int, default=1, help="suites beside each other")
    words.add_argument("--only", type=lambda text: text.split(","), help="names of test programs; `lib` is the library's own")
    words.add_argument("--all", action="store_true", help="also the tests that only compute")
    asked = words.parse_args()

    LOGS.mkdir(parents=True, exist_ok=True)
    suite = programs(asked.only)
    print(f"{len(suite)} test programs, {asked.loops} busy loops, {asked.suites} at once", flush=True)
    loops = [subprocess.Popen(["sh", "-c", "while :; do :; done"]) for _ in range(asked.loops)]
    try:
        with concurrent.futures.ThreadPoolExecutor(asked.suites) as pool:
            skip = () if asked.all else COMPUTE
            rounds = list(pool.map(lambda number: run_round(number, suite, skip), range(1, asked.rounds + 1)))
    finally:
        for loop in loops:
            loop.kill()
    bad = sum(1 for failed in rounds if failed)
    print(f"{len(rounds) - bad} of {len(rounds)} rounds passed; load {os.getloadavg()[1]:.0f} on {os.cpu_count()} cores")
    return 1 if bad or not suite or not rounds else 0


if __name__ == "__main__":
    sys.exit(main())
