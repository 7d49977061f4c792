#!/usr/bin/env python3
"""Counts what an instruction count alone does not show, in an output file of callgrind.

    valgrind --tool=callgrind --dump-instr=yes --callgrind-out-file=many.out PROGRAM...
    benches/locked_instructions.py many.out
    benches/locked_instructions.py --less few.out --rounds 640 many.out
    benches/locked_instructions.py --where many.out

Of what was collected it counts: instructions; those that lock the bus (a `lock` prefix, or an `xchg` with memory, which
locks without one); readings of a clock (calls of `clock_gettime`); allocations (calls of `malloc`, `calloc`, `realloc`
and their aligned kin). With `--less` it prints the difference, with `--rounds` one round's part of it, with `--json` one
object instead of lines, and with `--where` each locked instruction with its function. The programs that the file names
are read with `objdump` and must not have changed since.
"""

import argparse
import collections
import functools
import json
import re
import subprocess

CLOCK = re.compile(r"^(__)?(vdso_)?clock_gettime(64)?(@|$)")
ALLOCATOR = re.compile(r"^(malloc|calloc|realloc|aligned_alloc|memalign|posix_memalign)(@|$|')")
NAME = re.compile(r"\((\d+)\)(?: (.*))?")
# "  4f1a2:\tlock cmpxchg %ecx,(%rdi)"
DISASSEMBLED = re.compile(r"^\s*([0-9a-f]+):\t(.*)$")


@functools.cache
def locked_in(program):
    """The locked instructions of a program, by address."""
    command = ["objdump", "--disassemble", "--no-show-raw-insn", program]
    listing = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    found = {}
    for line in listing.splitlines():
        match = DISASSEMBLED.match(line)
        if not match:
            continue
        text = match[2].split("#")[0].strip()
        if text.startswith("lock ") or (text.startswith("xchg") and "(" in text):
            found[int(match[1], 16)] = text
    return found


class Profile:
    """What one output file says: counts by address, and calls by name."""

    def __init__(self, path):
        self.executed = collections.Counter()
        self.function_of = {}
        self.calls = collections.Counter()
        names = {"ob": {}, "fn": {}}

        def name(kind, text):
            number, given = NAME.match(text).groups()
            if given is not None:
                names[kind][number] = given
            return names[kind][number]

        here = {"ob": "", "fn": "", "cob": "", "cfn": ""}
        address, columns, is_inclusive = 0, 2, False
        with open(path, encoding="utf-8", errors="replace") as lines:
            for line in lines:
                line = line.rstrip("\n")
                if line.startswith("positions:"):
                    columns = len(line.split()) - 1
                    if "instr" not in line:
                        raise SystemExit(f"{path} was made without --dump-instr=yes")
                elif line.startswith("calls="):
                    count = int(line[6:].split()[0])
                    if not CLOCK.match(here["fn"]) or not CLOCK.match(here["cfn"]):
                        self.calls[here["cfn"]] += count
                    is_inclusive = True
                elif line.startswith("jump=") or line.startswith("jcnd="):
                    # The position that follows is no cost.
                    continue
                elif "=" in line and line.split("=", 1)[0] in ("ob", "fn", "cob", "cfn"):
                    kind, text = line.split("=", 1)
                    here[kind] = name(kind[-2:], text)
                elif line and (line[0].isdigit() or line[0] in "+-*"):
                    fields = line.split()
                    address = self.position(address, fields[0])
                    if is_inclusive:
                        is_inclusive = False
                    elif len(fields) > columns:
                        key = (here["ob"], address)
                        self.executed[key] += int(fields[columns])
                        self.function_of[key] = here["fn"]

    @staticmethod
    def position(before, text):
        if text == "*":
            return before
        if text[0] in "+-":
            return before + int(text, 0)
        return int(text, 0)

    def locked(self):
        """Executed locked instructions: function, address, text and times."""
        found = []
        for (program, address), times in self.executed.items():
            text = locked_in(program).get(address)
            if text:
                found.append((self.function_of[program, address], address, text, times))
        return found

    def counts(self):
        def calls(names):
            return sum(times for name, times in self.calls.items() if names.match(name))

        return {
            "instructions": sum(self.executed.values()),
            "locked": sum(times for *_, times in self.locked()),
            "clock readings": calls(CLOCK),
            "allocations": calls(ALLOCATOR),
        }


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("output", help="callgrind's output file, made with --dump-instr=yes")
    arguments.add_argument("--less", metavar="OUTPUT", help="a file of fewer rounds, to be taken off")
    arguments.add_argument("--rounds", type=int, default=1, help="how many rounds more; the counts are of one")
    arguments.add_argument("--json", action="store_true", help="print one object")
    arguments.add_argument("--where", action="store_true", help="print each locked instruction")
    given = arguments.parse_args()

    profile = Profile(given.output)
    counts = profile.counts()
    if given.less:
        less = Profile(given.less).counts()
        counts = {what: count - less[what] for what, count in counts.items()}
    counts = {what: count / given.rounds for what, count in counts.items()}
    if given.json:
        print(json.dumps(counts))
    else:
        for what, count in counts.items():
            print(f"{count:12.1f} {what}")
    if given.where:
        for function, address, text, times in sorted(profile.locked(), key=lambda it: -it[3]):
            print(f"{times / given.rounds:12.1f} {address:x} {text:40} {function[:100]}")


if __name__ == "__main__":
    main()
