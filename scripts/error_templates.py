#!/usr/bin/env python3
"""Makes the table of published error messages, and looks how well the fingerprint knows them.

usage: error_templates.py table  SPARK DELTA
       error_templates.py verify SPARK DELTA -- COMMAND...

SPARK and DELTA are where the error conditions are read from: a JSON file of conditions, a jar that holds one, or a
folder that is searched for such a jar (an installed pyspark: `pip install pyspark`, then the folder `pyspark/jars`;
a jar of delta-spark, or the file `delta-error-classes.json` of a checkout).

`table` writes the columns of the messages into src/privacy/fingerprint/error-classes.tsv, and template-words.txt beside
it. Rows that are not in SPARK or DELTA stay as they are. No sentence is stored: a message is the sequence of its words,
each a number, and of its holes; a word's number leads to the hash of the word. Only maintainers run this; a build does not.

`verify` fills the holes of every published message with random values and gives the result to COMMAND, which reads
{"id","text"} lines and writes {"id","out"} lines, such as
`target/debug/sql-driver-telemetry redact --mode fingerprint --jsonl`. It says which share of the messages comes out with
all words of the vendor's, how many values came out, and which messages are recognised without their class.
"""
import collections, json, pathlib, random, re, subprocess, sys, zipfile

LISTS = pathlib.Path(__file__).resolve().parent.parent / "src/privacy/fingerprint"
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
HOLE = "."
# A hole that another error's message stands in.
MESSAGE = ":"
MESSAGES = {"cause", "causeMessage", "errMsg", "error", "errorMessage", "errorMsg", "exception", "exceptionMessage", "message", "msg", "reason"}
# What a user raises is the user's text, whatever the hole is called.
RAISED = {"USER_RAISED_EXCEPTION", "USER_RAISED_EXCEPTION_PARAMETER_MISMATCH", "USER_RAISED_EXCEPTION_UNKNOWN_ERROR_CLASS"}
# Stand for holes while a message is cut into words; no published message has them.
MARK, QUOTES = "\x01", "\x02"
# What is no part of a word although it is not ASCII, as in lexer.rs.
APART = "\u00a0\u00ab\u00bb\u2018\u2019\u201a\u201c\u201d\u201e\u2026\u2039\u203a"


def conditions(place):
    """The error conditions, by name."""
    place = pathlib.Path(place)
    if place.is_dir():
        jars = sorted(place.rglob("spark-common-utils*.jar")) + sorted(place.rglob("delta-spark*.jar"))
        place = jars[0] if jars else sys.exit(f"no jar with error conditions in {place}")
    if place.suffix != ".jar":
        return json.loads(place.read_text(encoding="utf-8"))
    with zipfile.ZipFile(place) as jar:
        for name in ("error/error-conditions.json", "error/delta-error-classes.json"):
            if name in jar.namelist():
                return json.loads(jar.read(name))
    sys.exit(f"no error conditions in {place}")


def word_hash(word):
    """FNV-1a of 32 bits over the word, its ASCII letters small."""
    value = 0x811C9DC5
    for byte in word.encode():
        byte += 32 if 65 <= byte <= 90 else 0
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def pieces(message, raised=False):
    """The words of a message, and HOLE or MESSAGE for each hole. A word that a hole touches is part of the hole."""
    def mark(hole):
        return QUOTES if hole[1] in MESSAGES and not raised else MARK

    marked = re.sub(r"<([A-Za-z0-9_.-]+)>", mark, "\n".join(message))
    found = []
    for word in re.findall(f"(?:[A-Za-z0-9_{MARK}{QUOTES}]|[^\\x00-\\x7f{APART}])+", marked):
        piece = HOLE if MARK in word else MESSAGE if QUOTES in word else word
        if piece not in (HOLE, MESSAGE) or not found or found[-1] not in (HOLE, MESSAGE):
            found.append(piece)
    return found


def is_word(piece):
    return piece not in (HOLE, MESSAGE)


def messages(place):
    """Name, state and messages: of the class, and of its subclasses by name."""
    for name, condition in conditions(place).items():
        raised = name in RAISED
        subs = {sub: pieces(it["message"], raised) for sub, it in condition.get("subClass", {}).items()}
        yield name, condition.get("sqlState", ""), pieces(condition["message"], raised), subs


def table(*places):
    path = LISTS / "error-classes.tsv"
    rows = {line.split("\t")[0]: (line.split("\t") + [""] * 5)[:3] for line in path.read_text().splitlines()}
    published = {}
    for place in places:
        for name, state, message, subs in messages(place):
            published.setdefault(name, (state, message, subs))
    counts = collections.Counter(
        word_hash(word) for _, message, subs in published.values() for seq in [message, *subs.values()] for word in seq if is_word(word))
    numbers = {value: number for number, (value, _) in enumerate(sorted(counts.items(), key=lambda it: (-it[1], it[0])))}
    assert len(numbers) <= 64 * 64, "a word's number has two digits"

    def encoded(seq):
        return "".join(word if not is_word(word) else DIGITS[(n := numbers[word_hash(word)]) // 64] + DIGITS[n % 64] for word in seq)

    lines = []
    for name in sorted(rows.keys() | published.keys()):
        known = rows.get(name, [name, "", ""])
        state, message, subs = published.get(name, (known[1], [], {}))
        names = sorted(set(filter(None, known[2].split(","))) | subs.keys())
        columns = [name, known[1] or state, ",".join(names)]
        if name in published:
            columns += [encoded(message), ",".join(encoded(subs.get(sub, [])) for sub in names)]
        lines.append("\t".join(columns).rstrip("\t") if name in published else "\t".join(columns))
    # At least three columns in every row.
    lines = [line + "\t" * max(0, 2 - line.count("\t")) for line in lines]
    path.write_text("\n".join(lines) + "\n")
    (LISTS / "template-words.txt").write_text("".join(f"{value:08x}\n" for value in numbers))
    print(f"{len(published)} classes, {sum(len(subs) for _, _, subs in published.values())} subclasses, {len(numbers)} words")


VALUES = ["denied", "blocked", "timeout", "404", "null", "access denied", "Mark Page", "quendry_fosk", "7", "`brimwald`.`etch`",
          "'tarnix'", '"PELLWORM"', "a, b, and c", "closed (private)", "user_account", "Connection refused", "ABORTED", "42P01"]


def text_of(message, values):
    """The message with values in its holes, and the values."""
    used = []

    def fill(_):
        used.append(values.choice(VALUES))
        return used[-1]

    return re.sub(r"<[A-Za-z0-9_.-]+>", fill, "\n".join(message)), used


def words(text):
    return [word.lower() for word in re.findall(f"(?:[A-Za-z0-9_]|[^\\x00-\\x7f{APART}])+", text)]


def verify(spark, delta, command):
    values = random.Random(20_000)
    rows, expected = [], {}
    for place in (spark, delta):
        for name, condition in conditions(place).items():
            for sub, below in [(None, None), *condition.get("subClass", {}).items()]:
                message = condition["message"] + (below["message"] if below else [])
                whole = name if sub is None else f"{name}.{sub}"
                text, used = text_of(["\n".join(condition["message"]) + (" " + "\n".join(below["message"]) if below else "")], values)
                state = condition.get("sqlState")
                tail = f" SQLSTATE: {state}" if state else ""
                fixed = [word.lower() for word in pieces(message) if is_word(word)]
                free = not name.startswith("_LEGACY")
                for kind, shown in (("with", f"[{whole}] {text}{tail}"), ("without", text + tail)):
                    if kind == "without" or free:
                        key = f"{kind} {whole}"
                        rows.append({"id": key, "text": shown})
                        expected[key] = (whole, fixed, used, state)
    lines = "\n".join(json.dumps(row) for row in rows)
    out = subprocess.run(command, input=lines, capture_output=True, text=True, check=True).stdout
    out = {row["id"]: row["out"] for row in map(json.loads, out.splitlines())}
    for kind in ("with", "without"):
        total = known = leaks = short = 0
        for key, (whole, fixed, used, state) in expected.items():
            if not key.startswith(kind + " "):
                continue
            printed = words(out[key])
            # The tool shows the beginning of a long fingerprint.
            body = [word for word in printed if word not in words(whole)] if kind == "with" else printed
            said = collections.Counter(fixed)
            strangers = [word for value in used for word in words(value)
                         if word not in said and word not in words(whole) and word not in words(f"SQLSTATE {state}") and word in printed]
            leaks += bool(strangers)
            if strangers and "--show" in sys.argv:
                print("LEAK", key, strangers, out[key][:200])
            if len(fixed) < (1 if kind == "with" else 5):
                short += 1
                continue
            total += 1
            wanted = fixed[: max(1, min(len(fixed), 30))] if kind == "with" else fixed[:30]
            it = iter(printed)
            if all(word in it for word in wanted):
                known += 1
            elif "--show" in sys.argv:
                print("LOST", key, "|", out[key][:200])
        print(f"{kind} the class: {known} of {total} messages whole ({100 * known / total:.2f} %), {leaks} show a value, {short} too short to tell")


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--show"]
    if arguments[:1] == ["table"] and len(arguments) == 3:
        table(*arguments[1:])
    elif arguments[:1] == ["verify"] and arguments[3:4] == ["--"]:
        verify(arguments[1], arguments[2], arguments[4:])
    else:
        sys.exit(__doc__)


main()
