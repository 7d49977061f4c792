#!/usr/bin/env python3
"""Runs the mutants that cargo-mutants names, all of them out of one build, and holds what survives against a list.

cargo-mutants builds the crate once for each mutant, which is twenty seconds of a processor here. This program asks it for
its list, writes every mutant into one copy of the sources behind a switch (`if crate::mutated(7) { … } else { … }`), builds
that once, learns which test reaches which mutant, and then runs those tests once for each of them. What cannot stand behind
a switch (constants, `const fn`, fields of structs, `impl Trait`) is run by cargo-mutants itself, with `--rest`.
"""

import argparse
import collections
import concurrent.futures
import fnmatch
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TREE = ROOT / "target/mutants/tree"
LIST = ROOT / "tests/mutants/survivors.txt"
BY_HAND = ROOT / "tests/mutants/by-hand.txt"
# Every feature but those of tools: what a driver may link.
PACKAGE = ["--package", "sql-driver-telemetry", "--features", "grpc,tracing,socks"]
ROOMS = ["--lib", *(f"--test={room}" for room in ("collect", "export", "conditions", "collect_process", "export_silence"))]
# Tests that take no longer, in seconds, see every mutant; those up to the second bound only what survives them.
QUICK, SLOW = 2.0, 20.0

SWITCH = r'''
/// Whether this mutant is the one that runs. Told by the environment; without it, every mutant sleeps.
pub(crate) fn mutated(id: usize) -> bool {
    use std::io::Write;
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicBool, Ordering};
    static CHOSEN: OnceLock<usize> = OnceLock::new();
    static TRACE: OnceLock<Option<String>> = OnceLock::new();
    static REACHED: [AtomicBool; COUNT] = [const { AtomicBool::new(false) }; COUNT];
    if let Some(path) = TRACE.get_or_init(|| std::env::var("MUTANTS_TRACE").ok())
        && !REACHED[id].swap(true, Ordering::Relaxed)
        && let Ok(mut file) = std::fs::OpenOptions::new().create(true).append(true).open(path)
    {
        let _ = file.write_all(format!("{id}\n").as_bytes());
    }
    *CHOSEN.get_or_init(|| std::env::var("MUTANT").ok().and_then(|id| id.parse().ok()).unwrap_or(usize::MAX)) == id
}
'''


def mutants(files=None):
    """What cargo-mutants names, each with a key that has no line in it and so outlives edits."""
    command = ["cargo", "mutants", "--list", "--json", "--dir", str(ROOT)]
    listed = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    for mutant in listed:
        what = mutant["name"].split(": ", 1)[1]
        mutant["stem"] = f"{mutant['file']}: {what}"
    listed = [m for m in listed if not files or any(fnmatch.fnmatch(m["file"], file) for file in files)]
    listed.sort(key=lambda m: (m["file"], m["span"]["start"]["line"], m["span"]["start"]["column"]))
    of = collections.Counter(m["stem"] for m in listed)
    seen = collections.Counter()
    for mutant in listed:
        stem = mutant["stem"]
        seen[stem] += 1
        mutant["key"] = stem if of[stem] == 1 else f"{stem} ({seen[stem]} of {of[stem]})"
    return listed


def by_hand(files):
    """Those that people made: `FILE: OLD => NEW`, where OLD is an expression that stands once in the file."""
    made = []
    for line in BY_HAND.read_text().splitlines():
        if line.startswith("#") or not line.strip():
            continue
        path, _, change = line.partition(": ")
        old, _, new = change.partition(" => ")
        text = (ROOT / path).read_text()
        if text.count(old) != 1:
            sys.exit(f"{BY_HAND.relative_to(ROOT)}: {path} has this {text.count(old)} times: {old}")
        start = {"line": text[: text.index(old)].count("\n") + 1, "column": 0}
        span = {"start": start, "end": start}
        if not files or any(fnmatch.fnmatch(path, file) for file in files):
            made.append({"file": path, "genre": "ByHand", "replacement": new, "old": old, "span": span, "key": line, "name": line})
    return made


def survivors():
    """The list: a line for each mutant that is known to survive, and why."""
    known = {}
    for number, line in enumerate(LIST.read_text().splitlines(), 1):
        if line.startswith("#") or not line.strip():
            continue
        key, _, why = line.partition(" -- ")
        if not why.strip():
            sys.exit(f"{LIST.relative_to(ROOT)}:{number}: no reason after ' -- '")
        known[key.strip()] = why.strip()
    return known


# -- writing the mutants into the sources --------------------------------------------------------------------------------


class Piece:
    """Something to be written in place of the text from start to end: mutants behind switches, and what was there."""

    def __init__(self, start, end, kind):
        self.start, self.end, self.kind = start, end, kind
        self.choices = []  # (id, text)


def offset_of(lines, place):
    line, column = place["line"] - 1, place["column"] - 1
    return sum(len(l) for l in lines[:line]) + len(lines[line].decode()[:column].encode())


class Source:
    def __init__(self, path, parser):
        self.path = path
        self.text = (ROOT / path).read_bytes()
        self.lines = self.text.splitlines(keepends=True)
        self.root = parser.parse(self.text).root_node
        self.pieces = {}

    def piece(self, start, end, kind):
        return self.pieces.setdefault((start, end, kind), Piece(start, end, kind))

    def add(self, mutant):
        """Puts a mutant behind a switch. False if it cannot stand there."""
        if mutant["genre"] == "ByHand":
            start = self.text.index(mutant["old"].encode())
            self.piece(start, start + len(mutant["old"].encode()), "choice").choices.append((mutant["id"], mutant["replacement"]))
            return True
        start, end = offset_of(self.lines, mutant["span"]["start"]), offset_of(self.lines, mutant["span"]["end"])
        node = self.root.descendant_for_byte_range(start, end)
        if node is None or is_constant(node):
            return False
        kind, text = mutant["genre"], mutant["replacement"]
        if kind == "FnValue":
            if "impl " in (mutant["function"]["return_type"] or ""):
                return False
            while node and not (node.type == "block" and node.parent.type == "function_item" and node.start_byte < start):
                node = node.parent
            if node is None:
                return False
            at = node.start_byte + 1
            self.piece(at, at, "return").choices.append((mutant["id"], text))
        elif kind == "BinaryOperator":
            while node and node.type not in ("binary_expression", "compound_assignment_expr"):
                node = node.parent
            operator = node and node.child_by_field_name("operator")
            if not operator or operator.start_byte != start or b"let " in self.text[node.start_byte : node.end_byte]:
                return False
            whole = self.text[node.start_byte : start].decode() + text + self.text[end : node.end_byte].decode()
            self.piece(node.start_byte, node.end_byte, "choice").choices.append((mutant["id"], whole))
        elif kind == "UnaryOperator":
            while node and node.type != "unary_expression":
                node = node.parent
            if node is None or node.start_byte != start:
                return False
            whole = self.text[end : node.end_byte].decode()
            self.piece(node.start_byte, node.end_byte, "choice").choices.append((mutant["id"], whole))
        elif kind == "MatchArmGuard":
            if b"let " in self.text[start:end]:
                return False
            self.piece(start, end, "choice").choices.append((mutant["id"], text))
        elif kind == "MatchArm":
            while node and node.type != "match_arm":
                node = node.parent
            if node is None:
                return False
            pattern = node.child_by_field_name("pattern")
            condition = pattern.child_by_field_name("condition")
            if condition is not None:
                if b"let " in condition.text:
                    return False
                self.piece(condition.start_byte, condition.start_byte, "and").choices.append((mutant["id"], ""))
            else:
                self.piece(pattern.end_byte, pattern.end_byte, "if").choices.append((mutant["id"], ""))
        else:
            return False
        return True

    def render(self, dropped):
        """The text with its switches, and where in it each mutant stands."""
        out, places = bytearray(), []
        pieces = sorted(self.pieces.values(), key=lambda p: (p.start, -p.end, p.start != p.end))
        # What takes no place stands before what begins where it stands.
        pieces.sort(key=lambda p: (p.start, 0 if p.start == p.end else 1, -p.end))

        def emit(start, end, within):
            at = start
            while within:
                piece = within[0]
                inner = [p for p in within[1:] if p.end <= piece.end and p.start < piece.end]
                rest = [p for p in within[1:] if p not in inner]
                out.extend(self.text[at : piece.start])
                write(piece, inner)
                at, within = piece.end, rest
            out.extend(self.text[at:end])

        def write(piece, inner):
            choices = [(i, t) for i, t in piece.choices if i not in dropped]
            begin = len(out)
            if piece.kind == "return":
                for i, text in choices:
                    mark = len(out)
                    out.extend(f"if crate::mutated({i}){{return {text};}}".encode())
                    places.append((mark, len(out), [i]))
                return
            if piece.kind in ("if", "and"):
                for i, _ in choices:
                    mark = len(out)
                    out.extend((f" if !crate::mutated({i})" if piece.kind == "if" else f"!crate::mutated({i}) && ").encode())
                    places.append((mark, len(out), [i]))
                return
            if choices:
                out.extend(b"(")
            for i, text in choices:
                mark = len(out)
                out.extend(f"if crate::mutated({i}){{{text}}}else ".replace("\n", " ").encode())
                places.append((mark, len(out), [i]))
            if choices:
                out.extend(b"{")
            emit(piece.start, piece.end, inner)
            if choices:
                out.extend(b"})")
                places.append((begin, len(out), [i for i, _ in choices]))

        emit(0, len(self.text), pieces)
        return bytes(out), places


def is_constant(node):
    """Whether the compiler evaluates this: no switch can be asked there."""
    while node is not None:
        if node.type in ("const_item", "static_item", "const_block", "array_type", "enum_variant"):
            return True
        if node.type == "function_item" and any(c.type == "function_modifiers" and b"const" in c.text for c in node.children):
            return True
        node = node.parent
    return False


def parser():
    """A parser of Rust, from PyPI, in an environment of its own."""
    home = ROOT / "target/python"
    try:
        import tree_sitter
        import tree_sitter_rust
    except ImportError:
        if os.environ.get("MUTANTS_IN_VENV"):
            raise
        if not (home / "bin/python3").exists():
            subprocess.run([sys.executable, "-m", "venv", home], check=True)
        subprocess.run([home / "bin/pip", "install", "--quiet", "tree-sitter", "tree-sitter-rust"], check=True)
        os.environ["MUTANTS_IN_VENV"] = "1"
        os.execv(home / "bin/python3", [str(home / "bin/python3"), *sys.argv])
    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_rust.language()))


# -- building ------------------------------------------------------------------------------------------------------------


def environment(**more):
    env = dict(os.environ, CARGO_TARGET_DIR=str(ROOT / "target/mutants/build"), CARGO_INCREMENTAL="1", CARGO_PROFILE_DEV_DEBUG="0", INSTA_UPDATE="no")
    env.pop("RUST_BACKTRACE", None)
    env.update(more)
    return env


def cargo(*arguments):
    command = ["cargo", *arguments, *PACKAGE, "--message-format=json"]
    done = subprocess.run(command, cwd=TREE, env=environment(), capture_output=True, text=True)
    messages = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return done, messages


def copy_tree():
    TREE.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        ["rsync", "-a", "--delete", "--exclude", "/target", "--exclude", "/.git", f"{ROOT}/", f"{TREE}/"], check=True
    ) if shutil.which("rsync") else copy_without_rsync()


def copy_without_rsync():
    shutil.rmtree(TREE, ignore_errors=True)
    shutil.copytree(ROOT, TREE, ignore=lambda folder, names: [n for n in names if folder == str(ROOT) and n in ("target", ".git")])


def write_if_new(path, text):
    if not path.exists() or path.read_bytes() != text:
        path.write_bytes(text)


def build(listed):
    """Builds every mutant that compiles. Returns the test programs, and why each of the others is not in them."""
    copy_tree()
    # What did not compile once is not tried again while its file is as it was.
    cache = ROOT / "target/mutants/unviable.json"
    unviable = json.loads(cache.read_text()) if cache.exists() else {}

    def identity(mutant):
        return f"{mutant['key']} {hashlib.sha256(sources[mutant['file']].text).hexdigest()[:16]}"

    rust, sources, left = parser(), {}, {}
    for number, mutant in enumerate(listed):
        mutant["id"] = number
        source = sources.setdefault(mutant["file"], None) or Source(mutant["file"], rust)
        sources[mutant["file"]] = source
        if not source.add(mutant):
            left[number] = "no switch"
        elif unviable.get(identity(mutant)):
            left[number] = unviable[identity(mutant)]
    switch = SWITCH.replace("COUNT", str(len(listed))).encode()
    lib = (ROOT / "src/lib.rs").read_bytes()
    write_if_new(TREE / "src/lib.rs", lib + switch)
    while True:
        places = {}
        for path, source in sources.items():
            text, places[path] = source.render(left)
            write_if_new(TREE / path, text)
        done, messages = cargo("check", "--profile", "test", "--lib")
        if done.returncode == 0:
            break
        bad = {}
        unexplained = []
        for message in messages:
            told = message.get("message", {})
            if message.get("reason") != "compiler-message" or told.get("level") != "error" or not told.get("spans"):
                continue
            found = guilty(told["spans"], places)
            if (told.get("code") or {}).get("code") == "E0004":
                found = arms(rust, told["spans"], places)
            if not found:
                unexplained.append(told["rendered"])
            bad.update({i: told["message"] for i in found})
        print(f"  {len(bad)} do not compile")
        if not bad:
            sys.exit("the copy with mutants does not compile:\n" + "\n".join(unexplained[:5]) + done.stderr[-3000:])
        left.update({i: f"does not compile: {why}" for i, why in bad.items()})
    unviable.update({identity(listed[i]): why for i, why in left.items() if why != "no switch"})
    cache.write_text(json.dumps(unviable))
    print(f"  {len(listed) - len(left)} of {len(listed)} stand behind switches; building the tests")
    done, messages = cargo("test", "--no-run", *ROOMS)
    if done.returncode:
        sys.exit(done.stderr[-3000:])
    programs = [m["executable"] for m in messages if m.get("executable") and m["profile"]["test"]]
    return programs, left


def guilty(spans, places):
    """The mutants that an error is about: the smallest place around one of its spans, the primary first."""
    for span in sorted(spans, key=lambda s: not s["is_primary"]):
        around = [
            (end - start, ids)
            for start, end, ids in places.get(span["file_name"], [])
            if start <= span["byte_start"] and span["byte_end"] <= end and ids
        ]
        if around:
            return min(around)[1]
    return []


def arms(rust, spans, places):
    """The mutants that take an arm out of a match which then does not cover everything."""
    found = []
    for span in (s for s in spans if s["is_primary"]):
        node = rust.parse((TREE / span["file_name"]).read_bytes()).root_node
        node = node.descendant_for_byte_range(span["byte_start"], span["byte_end"])
        while node.type != "match_expression" or not node.child_by_field_name("value").start_byte <= span["byte_start"]:
            node = node.parent
        for arm in node.child_by_field_name("body").named_children:
            pattern = arm.child_by_field_name("pattern")
            if pattern is not None:
                inside = [i for b, e, i in places[span["file_name"]] if pattern.start_byte <= b and e <= pattern.end_byte]
                found += [i for ids in inside for i in ids]
    return found


# -- running -------------------------------------------------------------------------------------------------------------


def run(program, tests, timeout, **env):
    command = [program, "--test-threads=1", "--exact", *tests]
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen(command, cwd=TREE, env=environment(**env), stdout=out, stderr=out, stdin=subprocess.DEVNULL,
                                 start_new_session=True)
        try:
            code = child.wait(timeout)
        except subprocess.TimeoutExpired:
            code = "time"
        finally:
            try:
                os.killpg(child.pid, 9)
            except ProcessLookupError:
                pass
            child.wait()
        out.seek(0)
        return code, out.read().decode(errors="replace")


def learn(programs, jobs, count):
    """Runs each test alone, with no mutant awake. Returns which mutants it reaches, and how long it takes."""
    known = ROOT / "target/mutants/learnt.json"
    stamp = sorted([program, os.stat(program).st_mtime] for program in programs)
    if known.exists():
        kept = json.loads(known.read_text())
        if kept["stamp"] == stamp:
            reach = {int(number): [tuple(test) for test in tests] for number, tests in kept["reach"].items()}
            return reach, {tuple(test): seconds for test, seconds in kept["took"]}, kept["unfit"]
    tests = []
    for program in programs:
        listed = subprocess.run([program, "--list", "--format", "terse"], cwd=TREE, capture_output=True, text=True)
        tests += [(program, line[: -len(": test")]) for line in listed.stdout.splitlines() if line.endswith(": test")]

    def one(test):
        program, name = test
        with tempfile.NamedTemporaryFile() as trace:
            began = time.monotonic()
            code, out = run(program, [name], 120, MUTANTS_TRACE=trace.name)
            took = time.monotonic() - began
            reached = {int(line) for line in trace.read().split()}
        if code != 0:
            # One that counts allocations counts those of the trace: it may reach whatever there is.
            code, out = run(program, [name], 120)
            reached = range(count)
        return test, code, took, reached, out

    reach, took, unfit = collections.defaultdict(list), {}, []
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for test, code, seconds, reached, out in pool.map(one, tests):
            if code != 0:
                unfit.append(test[1])
                continue
            took[test] = seconds
            for number in reached:
                reach[number].append(test)
    kept = {"stamp": stamp, "reach": reach, "took": list(took.items()), "unfit": unfit}
    known.write_text(json.dumps(kept))
    return reach, took, unfit


def judge(number, reach, took, times):
    """Returns the first test that the mutant fails, of those that take such a time, or nothing if it survives all."""
    by_time = sorted((test for test in reach.get(number, []) if times[0] < took[test] <= times[1]), key=took.get)
    while by_time:
        batch, spent, limit = [], 0.0, 1.5
        while by_time and (not batch or (spent + took[by_time[0]] < limit and by_time[0][0] == batch[0][0])):
            test = by_time.pop(0)
            batch.append(test)
            spent += took[test]
        code, out = run(batch[0][0], [name for _, name in batch], 10 + 5 * spent, MUTANT=str(number))
        if code != 0:
            failed = re.findall(r"^test (\S+) .*FAILED$", out, re.M)
            return "timeout" if code == "time" else (failed[0] if failed else f"exit code {code}")
    return None


def work(arguments):
    listed = mutants(arguments.files) + by_hand(arguments.files)
    if arguments.only:
        wanted = re.compile(arguments.only)
        listed = [m for m in listed if wanted.search(m["key"])]
    if arguments.since:
        changed = changes(arguments.since)
        listed = [m for m in listed if touches(m, changed)]
    if not listed:
        print("no mutants")
        return 0
    began = time.monotonic()
    print(f"{len(listed)} mutants")
    programs, left = build(listed)
    print(f"  built after {time.monotonic() - began:.0f} s", flush=True)
    reach, took, unfit = learn(programs, arguments.jobs, len(listed))
    print(f"  {len(took)} tests learnt after {time.monotonic() - began:.0f} s; not fit without a mutant: {unfit or 'none'}", flush=True)
    order = ["queue", "worker", "pipeline", "export", "collect"]
    awake = [m for m in listed if m["id"] not in left]
    awake.sort(key=lambda m: order.index(m["file"].split("/")[1]) if m["file"].split("/")[1] in order else -1)
    result = {m["key"]: left[m["id"]] for m in listed if m["id"] in left}
    missed, known = [], survivors()
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        def verdict(mutant):
            killer = judge(mutant["id"], reach, took, (0, QUICK))
            return killer if killer or mutant["key"] in known else judge(mutant["id"], reach, took, (QUICK, SLOW))

        judged = {pool.submit(verdict, mutant): mutant for mutant in awake}
        for future in concurrent.futures.as_completed(judged):
            mutant, killer = judged[future], future.result()
            result[mutant["key"]] = f"killed by {killer}" if killer else "survived"
            if not killer:
                missed.append(mutant)
                note = "" if mutant["id"] in reach else " [no test reaches it]"
                print(f"  survived: {mutant['key']}  @{mutant['span']['start']['line']}{note}", flush=True)
    (ROOT / "target/mutants/result.json").write_text(json.dumps(result, indent=1))
    broken = [m["key"] for m in listed if m["genre"] == "ByHand" and m["id"] in left]
    for key in broken:
        print(f"  made by hand, and does not compile: {key}")
    unlisted = [m for m in missed if m["key"] not in known]
    killed_now = [k for k in known if result.get(k, "").startswith("killed")]
    switchless = sum(1 for why in left.values() if why == "no switch")
    print(f"{len(awake)} ran in {time.monotonic() - began:.0f} s: {len(awake) - len(missed)} killed, {len(missed)} survived, "
          f"{len(unlisted)} of them not listed; {switchless} without a switch, {len(left) - switchless} that do not compile")
    for key in killed_now:
        print(f"  listed, but killed: {key} ({result[key]})")
    for mutant in unlisted:
        print(f"  not listed: {mutant['key']}  ({mutant['name']})")
    return 1 if unlisted or killed_now or broken else 0


def changes(revision):
    """The lines of each file that are not as they were."""
    diff = subprocess.run(["git", "diff", "-U0", revision, "--", "src"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    lines, path = collections.defaultdict(set), None
    for line in diff.splitlines():
        if line.startswith("+++ "):
            path = line.removeprefix("+++ b/")
        elif hunk := re.match(r"@@ \S+ \+(\d+)(?:,(\d+))? @@", line):
            first, count = int(hunk[1]), int(hunk[2] or 1)
            lines[path].update(range(first, first + max(count, 1)))
    return lines


def touches(mutant, changed):
    span = (mutant.get("function") or mutant)["span"]
    return any(span["start"]["line"] <= line <= span["end"]["line"] for line in changed[mutant["file"]])


def rest(arguments):
    rust, names = parser(), {}
    for mutant in mutants(arguments.files):
        mutant["id"] = 0
        if not Source(mutant["file"], rust).add(mutant) and re.search(arguments.only or "", mutant["key"]):
            names[mutant["name"]] = mutant["key"]
    print(f"{len(names)} mutants have no switch; a build for each", flush=True)
    out = ROOT / "target/mutants"
    # Fields of structs are tried whatever the expressions say: the files keep those of others out.
    wanted = [f"--file={file}" for file in sorted({name.split(":")[0] for name in names})]
    wanted += [f"--re=^{re.escape(name)}$" for name in names]
    subprocess.run(["cargo", "mutants", "--dir", str(ROOT), "--output", str(out), *wanted], env=environment())
    missed = [names.get(line, line) for line in (out / "mutants.out/missed.txt").read_text().splitlines()]
    unlisted = [key for key in missed if key not in survivors()]
    for key in unlisted:
        print(f"  not listed: {key}")
    return 1 if unlisted else 0


def stale():
    named = {m["key"] for m in mutants() + by_hand([])}
    gone = [key for key in survivors() if key not in named]
    for key in gone:
        print(f"{LIST.relative_to(ROOT)} lists a mutant that is not: {key}")
    print(f"{len(named)} mutants, {len(survivors())} of them listed as survivors")
    return 1 if gone else 0


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("files", nargs="*", help="source files or globs; without any, all that .cargo/mutants.toml examines")
    options.add_argument("--stale", action="store_true", help="only say which lines of the list name no mutant any more")
    options.add_argument("--since", metavar="REVISION", help="only mutants of functions that changed since then")
    options.add_argument("--rest", action="store_true", help="run those without a switch by cargo-mutants: a build for each")
    options.add_argument("--only", metavar="REGEX", help="only mutants whose name matches")
    options.add_argument("--jobs", type=int, default=os.cpu_count())
    arguments = options.parse_args()
    return stale() if arguments.stale else rest(arguments) if arguments.rest else work(arguments)


if __name__ == "__main__":
    sys.exit(main())
