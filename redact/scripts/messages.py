#!/usr/bin/env python3
"""Collects the templates of error messages from the sources of programs, to train the classifier of words with.

usage: messages.py FOLDER... > messages.jsonl

Each FOLDER holds the unpacked sources of one program, and its name is the program's name (`apache+spark`). Read are C,
C++, Java, Kotlin, Scala, C#, Python, Go, Rust, JavaScript, TypeScript, Ruby, PHP, and catalogues of messages
(.properties, .resx, English .po, the error conditions of Spark, errmsg of MySQL and MariaDB). Tests, documentation,
examples, benchmarks and the code of others are left out. Only maintainers run this; a build does not.

Printed is one JSON document a line, {"program": ..., "parts": [...], "places": "..."}: the literal parts of a message
in their order, and between each two of them a place that the program fills when it runs, one letter a place:

    N  a name, a value, or what nothing is known of      T  a type, state or version of the program's own
    D  the number of a row                               C  a count, a line, a code
    M  the text of another error                         #  a number of unknown meaning

The letter is a guess from the name of the variable that is put there. Messages are ASCII, at most 400 characters long,
have at least two words of their own, and are printed once, whichever programs have them.

Known faults: nothing is compiled, so what a macro or a helper adds to a message is missing. Optional pieces of a
message (the ending of a plural, a clause that is there or not) look like places. `{}` of Rust and of loggers does not
tell numbers from names. Some texts are no errors but progress, help or descriptions, and some are half a message.
"""
import argparse
import ast
import functools
import html
import json
import pathlib
import re
import sys
import warnings
from typing import NamedTuple

# Stands for a place while a message is one text; no source has it in a message.
MARK = "\x01"
LONGEST_MESSAGE = 400
SHORTEST_MESSAGE = 8
# Larger files are generated; what they hold are tables.
LARGEST_FILE = 1_200_000
# A call or statement that is longer or deeper is no message, or the scanner has lost its way.
LONGEST_STATEMENT = 2500
DEEPEST_NESTING = 40
# A longer expression says nothing about what it evaluates to.
LONGEST_EXPRESSION = 40

# What the name of a variable says about its value, looked at in this order.
OTHER_MESSAGE = re.compile(
    r"^(e|ex|exc|cause|details?|what|failure|t|throwable|ioe|why|warning|hint)$"
    r"|err(or)?$|exception|message|msg|reason|strerror|errno|stderr|output", re.I)
COUNTS = set(
    "count counts counter len length size sizes num number idx line lineno offset code port limit bytes timeout max min total"
    " width height depth ratio pos position i n elapsed seconds millis ms attempts retries".split())
# Names of things as often, if the format does not say that a number is meant.
PERHAPS_COUNTS = {"column", "col", "index"}
# With one of these an expression is a name, whatever it counts besides: `columnName`.
NAMES = {"name", "names", "key", "value", "path", "file"}
WORD_OF_NAME = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
ROW_NUMBER = re.compile(r"id$|key|value|val$", re.I)
OWN = set(
    "type types class clazz cls kind mode state status version op operation operator operands method encoding format level protocol"
    " algorithm unit lang language func function token keyword char character symbol clause feature platform os locale".split())


class Place(NamedTuple):
    """What a program fills when it runs, by its letter. The pieces of a template are texts and places."""
    letter: str


def place(expression, is_number=False):
    """Returns the place that is filled with the value of an expression, whose name tells what it is."""
    expression = re.sub(r"\s+", " ", expression).strip(" \\")
    if len(expression) > LONGEST_EXPRESSION:
        expression = ""
    name = re.split(r"\.|->", re.sub(r"\(.*", "", expression))[-1]
    if OTHER_MESSAGE.search(name):
        return Place("M")
    words = {word.lower() for word in WORD_OF_NAME.findall(name)}
    counts = COUNTS | PERHAPS_COUNTS if is_number else COUNTS
    if words & counts and not words & NAMES:
        return Place("C")
    if is_number:
        return Place("D" if ROW_NUMBER.search(name) else "#")
    return Place("T" if words & OWN else "N")


def places_in(pieces):
    """Returns the places among pieces."""
    return [piece for piece in pieces if isinstance(piece, Place)]


def text_in(pieces):
    """Returns the texts among pieces, one after the other."""
    return "".join(piece for piece in pieces if isinstance(piece, str))


# ---- What is a message ----

# Texts that are no messages, or only half of one.
NO_MESSAGE = [re.compile(pattern, re.S) for pattern in (
    r"^ |^[,;.)\]:}?!|+&]",                                         # the end of a message
    r"[(\[{,=<+&|@:]$|\b(of|the|a|an|with|by|and|or|to|at|from)$",  # the beginning of one
    r"[\x03-\x08\x0b-\x1f]",                                        # a protocol
    r"\x01\x01",                                                    # two places nobody could tell apart
    r"</\w+>|<(br|p|div|a|li|span|b)\b[^<>]*>",                     # a page
    r"^\s*(?i:usage)\b",                                            # help
    r"[;{}]\s*\n|=>|\breturn\b.*;|\(\)\s*\{|&&|\|\||\bfunction\s*\(|#include|;\s*$|^\s*(//|/\*|#!|@\w+\()",  # code
    r"\\[bdws]|\(\?[:=]",                                           # a regular expression
    r"%[sdr](?![A-Za-z])|%\(\w+\)[sd]|\$\{|#\{|\{\d+\}|%lu|%\d+\$",  # a place that was not understood
    r"^[A-Z_\s]+$",                                                 # a constant
)]
SQL = re.compile(
    r"\s*(SELECT|INSERT\s+INTO|UPDATE|DELETE\s+FROM|CREATE|ALTER|DROP|GRANT|REVOKE|SET|SHOW|WITH|MERGE|CALL|BEGIN"
    r"|COMMIT|COPY|LOCK|TRUNCATE|PRAGMA|EXPLAIN|REPLACE|DECLARE|VALUES|FROM|WHERE|AND|OR|JOIN|ORDER BY|GROUP BY"
    r"|LEFT JOIN|ON|USE|ATTACH|VACUUM|ANALYZE|DO|IF|CASE)\b|.*\bSELECT\b.*\bFROM\b", re.S)
PROSE = re.compile(
    r"\b(cannot|can't|is|are|was|were|not|must|failed|fail|error|for|has|have|invalid|only|may|can|could|should|does|do"
    r"|don't|the|than|expected|unknown|unsupported|missing|requires?|with|while|because|found|already|use|specified"
    r"|supported|exists?|unable|when)\b")


def is_balanced(text):
    """Returns whether each quote and bracket of a text has its other half."""
    quotes = re.findall(r"(?<![A-Za-z])'|'(?![A-Za-z])", text)
    cut_quote = len(quotes) % 2 and re.search(r"^'|'$| '[.,;:)]$", text)
    return (not cut_quote and text.count('"') % 2 == 0 and text.count("`") % 2 == 0
            and text.count("(") == text.count(")") and text.count("{") == text.count("}")
            and (text.count("[") <= text.count("]") or re.search(r"\[[^\]]*\)", text)))


def is_message(text, place_count):
    """Returns whether a text with marks for its places reads like a message."""
    literal = text.replace(MARK, " ")
    words = re.findall(r"(?<![\w$@/])[A-Za-z][a-z']+(?![\w(/=])", literal)
    if len(text.split()) < (3 if place_count else 4) or len(words) < (1 if place_count else 3):
        return False
    if len(re.findall(r"[A-Za-z]{2,}", literal)) < 2:
        return False
    if not text.isascii() or not SHORTEST_MESSAGE <= len(text) <= LONGEST_MESSAGE:
        return False
    letters = len(re.findall(r"[A-Za-z]", text))
    symbols = len(re.findall(r"[^\w\s.,\x01]|_", text))
    if letters < max(3 * place_count, 0.4 * len(text)) or symbols > 0.22 * len(text) + 4:
        return False
    if not place_count and re.search(r"(?<!\w)\{\w*\}", text) or SQL.match(text) and not PROSE.search(literal):
        return False
    return is_balanced(text) and not any(pattern.search(text) for pattern in NO_MESSAGE)


def message(pieces):
    """Returns the parts of a message and the letters of its places, or None if the pieces are no message."""
    text = "".join(MARK if isinstance(piece, Place) else piece.replace(MARK, "") for piece in pieces)
    if text.startswith(" "):
        return None
    text = re.sub(r"[ \t]*\r?\n[ \t]*", "\n", text.replace("\0", "").strip())
    letters = "".join(found.letter for found in places_in(pieces))
    return (tuple(text.split(MARK)), letters) if is_message(text, len(letters)) else None


# ---- Formats: what stands for a place within a text ----

PRINTF = re.compile(
    r"%(?:(?P<index>\d+)\$|[(<{](?P<name>\w+)(?:\)|>|(?P<brace>\})))?[-+#0,!]*(?P<width>\*|\d+)?"
    r"(?P<precision>\.(?:\*|\d+))?(?(brace)|(?:hh|h|ll|l|L|z|j|t|q(?=[dux])|I64)?(?P<conversion>[A-Za-z%]))")
NUMBER_CONVERSIONS = set("diouxXfFeEgG")
BRACES = re.compile(r"\{\{|\}\}|\{\s*(?P<name>[\w.$]*(?:\[[^\]]*\])?)\s*(?:![rsa])?(?P<format>[:,][^{}\n]*)?\}")
TWO_BRACES = re.compile(r"\{\{\s*(?P<name>\w+)\s*\}\}|\{(?P<single>\w+)\}")
NUMBER_FORMAT = re.compile(r"[dfxXeg]$|\.\d|number")
ANGLES = re.compile(r"<(?P<name>\w+)>")


def cut(pieces, pattern, pieces_of):
    """Returns the pieces, with each match of the pattern in a text replaced by the pieces made of it."""
    result = []
    for piece in pieces:
        if isinstance(piece, Place):
            result.append(piece)
            continue
        end = 0
        for match in pattern.finditer(piece):
            result += [piece[end:match.start()], *pieces_of(match)]
            end = match.end()
        result.append(piece[end:])
    return result


def fill_printf(pieces, arguments, conversions):
    """Returns the pieces with places for `%s` and its kin, of which a language knows only some conversions."""
    next_argument = 0

    def pieces_of(match):
        nonlocal next_argument
        conversion = match["conversion"] or "s"
        if match[0] == "%%":
            return ["%"]
        if conversion not in conversions:
            return [match[0]]
        if conversion == "n":
            return ["\n"]
        next_argument += (match["width"] or "").count("*") + (match["precision"] or "").count("*")
        if match["name"]:
            expression = match["name"]
        elif match["index"]:
            expression = arguments.get(str(int(match["index"]) - 1), "")
        elif conversion == "m":
            expression = "errno"
        else:
            expression = arguments.get(str(next_argument), "")
            next_argument += 1
        filled = place(expression, conversion in NUMBER_CONVERSIONS)
        return ['"', filled, '"'] if conversion == "q" else [filled]

    return cut(pieces, PRINTF, pieces_of)


def fill_braces(pieces, arguments):
    """Returns the pieces with places for `{}`, `{0}`, `{name}`, and `{name:format}`."""
    next_argument = 0

    def pieces_of(match):
        nonlocal next_argument
        if match[0] in ("{{", "}}"):
            return [match[0][0]]
        name = match["name"].lstrip(".")
        if not name:
            name = str(next_argument)
            next_argument += 1
        expression = arguments.get(name, "" if name.isdigit() else name)
        return [place(expression, bool(NUMBER_FORMAT.search(match["format"] or "")))]

    return cut(pieces, BRACES, pieces_of)


def fill_message_format(pieces, arguments):
    """Returns the pieces with places for `{0}` of Java, where a quote is written twice."""
    return fill_braces([piece.replace("''", "'") if isinstance(piece, str) else piece for piece in pieces], arguments)


def fill_names(pieces, arguments, pattern):
    """Returns the pieces with a place for each match of a pattern, whose last group names the value."""
    return cut(pieces, pattern, lambda match: [place(arguments.get(match[match.lastindex], match[match.lastindex]))])


def fill(pieces, arguments, formats):
    """Returns the pieces with the places of the first format that finds any."""
    for fill_format in formats:
        filled = fill_format(pieces, arguments)
        if len(places_in(filled)) > len(places_in(pieces)):
            return filled
    return pieces


def printf(conversions):
    """Returns the format of a language that knows these conversions."""
    return functools.partial(fill_printf, conversions=conversions)


def names(pattern):
    """Returns the format in which a pattern's match is a place."""
    return functools.partial(fill_names, pattern=pattern)


# ---- Languages ----

# Something between braces that may have braces itself.
NESTED = r"(?:[^{}]|\{[^{}]*\})*+"
DOUBLE_QUOTED = r'"(?:[^"\\]|\\.)*+"'
SINGLE_QUOTED = r"'(?:[^'\\]|\\.)*+'"
CHARACTER = r"'(?:\\.[0-9a-fA-F]{0,4}|[^'\\\n])'"
PLAIN = rf"{DOUBLE_QUOTED}|{CHARACTER}"
BLOCK = r'""".*?"""'
NOTHING = r"(?!)"
C_COMMENT = r"//[^\n]*|/\*.*?\*/"
HASH_COMMENT = r"#[^\n]*"
OPERATORS = r"<<=?|->|=>|::|\+\+|\+=|&&|\|\||==|!=|<=|>=|\?\.|\?\?|\?:|\.\.\.?|."
# Variables and fields that hold a message.
LABEL = re.compile(
    r"\$?(?:\w*([mM]essage|[mM]sg|MSG)|MESSAGE\w*|err_?str|(\w*R)?reason|[rR]eason|[dD]etail|[hH]int|[sS]ummary"
    r"|[dD]escription|ERR(OR)?_\w+|Err\w*|error_text)")
# Functions, macros, methods and types that take a message, with what they are called on where the name says too little.
CALLER = re.compile(
    r"\w*([eE]rr(or)?|ERR(OR)?|[wW]arn(ing)?|[eE]xception|[fF]ail(ure)?|FAIL|_CHECK|RAISE|[rR]aise|[pP]anic|[iI]nvalid"
    r"|assert)\w*!?|\w*(Msg|Message|Status|Problem|Diagnostic|Validate|Violation|Newf|Wrapf?|Fatalf?|New(Kind)?)"
    r"|(die|log|report|complain|reject|validate|missing|illegal|unsupported|bad|throw|THROW|addReply|push_warning"
    r"|sql_print_|pg_log_|sqlite3|check|deprecat|trigger_)\w*|(ps|my_\w*|[sS])printf|elog|ereport|pg_fatal|gettext_noop"
    r"|serverLog|BUG|Py\w+_Format|StringPrintf|Substitute|require(NonNull)?|verify|[fF]ormat(Msg)?|tr|isTrue|notNull"
    r"|hasText|state|notEmpty|isInstanceOf|super|build|reason|msg|message|semanticException|base|[iI]nvariant|NotFound"
    r"|WithMessagef?|Sourceless|(anyhow|bail|ensure|format|writeln|write|whatever|unimplemented|todo|expect)!|display"
    r"|context|wrap_err|new|expect|custom|(\w*Error|ErrorCode|Status|self|errors)\.\w+|self|static|abort|line|Yii\.t"
    r"|parent\.__construct|problem|summary|resolution")
# Statements that take a message without brackets, streams, and a row of a table of messages, {"key", "message"}.
STATEMENT = (
    r"\bthrow\b|\b(?:raise|super|warn|abort|error|fail|errors\.add|logger\.\w+|deprecat\w+|problem|summary|resolution)"
    r"[ \t]+(?=[\w:\"'])|\b(?:cerr|LOG\(\w+\)|(?:ss|os|oss|sstr|stream|msg|message|err|error)\w*)\s*(?=<<)"
    r"|\{(?=\s*\"[\w.:-]+\"\s*,\s*\")")
START = re.compile(
    rf"(?P<statement>{STATEMENT})|(?<!\w)(?P<label>\$?\w+)\s*(?::=|\+?=(?!=)|:(?!:))"
    r"|(?<!\w)(?:(?P<owner>\w+)(?:\.|::|->))?(?P<caller>\w+!(?=\s*[(\[{])|\w+(?=\s*\())\s*[(\[{]")
# The value of such an expression is none of its texts, or one of several.
CHOICES = frozenset({"?", "==", "!=", "&&", "=>", "?:", ","})
# Between two of these stands a text that is one of several.
BRANCHES = frozenset({"?", ":", "->", "=>", "??", "=", "&&", "=="})
# An expression goes on in the next line after one of these, or if the next line begins with one.
CONTINUES_AFTER = frozenset("+ , . << \\ = || && ? : % -> => | throw".split())
CONTINUES_BEFORE = ("+", ".", "?", ":", "%", "|", "<<")


def interpolated(opening):
    """Returns the pattern of a text in double quotes in which braces after the opening hold an expression."""
    return rf'"(?:{opening}{NESTED}\}}|[^"\\]|\\.)*+"'


class Language:
    """How a language writes texts and puts them together."""

    def __init__(self, formats, plain=PLAIN, raw=NOTHING, filled=NOTHING, filling=NOTHING, prepare=str,
                 comment=C_COMMENT, joins="+", choices=CHOICES | {"->"}, line_ends=False):
        """Takes patterns of the texts: plain ones, raw ones without escapes, and those filled with expressions."""
        self.formats, self.prepare, self.filling = formats, prepare, re.compile(filling, re.S)
        self.joins, self.choices, self.line_ends = frozenset(joins.split()), choices, line_ends
        self.token = re.compile(
            rf"(?P<space>[ \t\r]+|{comment})|(?P<newline>\n\s*)|(?P<filled>{filled})|(?P<raw>{raw})|(?P<plain>{plain})"
            rf"|(?P<name>[A-Za-z_$@][\w$]*(?:!(?=[(\[{{]))?)|(?P<number>\d[\w.]*)|(?P<open>[(\[{{])|(?P<close>[)\]}}])"
            rf"|(?P<operator>{OPERATORS})", re.S)
        self.comment_line = re.compile(r"[ \t]*(//|\*|/\*" + (r"|#)" if HASH_COMMENT in comment else ")"))


def inline_heredocs(text):
    """Returns Ruby source with the texts that follow a line put into it, in quotes."""
    return re.sub(
        r"<<[~-]['\"]?(?P<tag>[A-Z]\w*)['\"]?(?P<rest>[^\n]*)\n(?P<body>.*?)\n[ \t]*(?P=tag)\b",
        lambda match: json.dumps(" ".join(match["body"].split()), ensure_ascii=False) + match["rest"], text, flags=re.S)


C_FORMATS = [printf("sdiouxXfFeEgGcpTmkMVSURHNA"), fill_braces]
C = Language(C_FORMATS, joins="+ <<", choices=CHOICES)
JVM_FORMATS = [printf("sdxXfcbSneEg"), fill_message_format]
# In Scala, a format may follow.
DOLLAR_FILLING = rf"(?<!\\)\$(?:\{{({NESTED})\}}|(\w+))(?:%[\d.]*[dfsx]\b)?"
DOLLAR_FILLED = interpolated(r"\$\{")
JAVA = Language(JVM_FORMATS, plain=rf"{BLOCK}|{PLAIN}")
KOTLIN = Language(
    JVM_FORMATS, plain=CHARACTER, filled=rf"{BLOCK}|{DOLLAR_FILLED}", filling=DOLLAR_FILLING, line_ends=True)
SCALA = Language(
    JVM_FORMATS, raw=BLOCK, filled=rf"(?<!\w)(?:s|f|raw)(?:{BLOCK}|{DOLLAR_FILLED})", filling=DOLLAR_FILLING,
    line_ends=True)
CSHARP = Language(
    [fill_braces], raw=rf'{BLOCK}|@"(?:[^"]|"")*+"', filling=rf"\{{\{{|\}}\}}|\{{({NESTED})\}}",
    filled=rf'\$+{BLOCK}|(?:\$@|@\$)"(?:[^"]|"")*+"|\$' + interpolated(r"\{"))
GO = Language([printf("sdvqxXtTfcpbwegGoU")], raw=r"`[^`]*`", line_ends=True)
RUST = Language([fill_braces], raw=r'b?r(?P<hashes>#*)".*?"(?P=hashes)', joins="", line_ends=True)
JAVASCRIPT = Language(
    [printf("sdifjoO"), names(TWO_BRACES)], plain=rf"{DOUBLE_QUOTED}|{SINGLE_QUOTED}",
    filled=rf"`(?:\$\{{{NESTED}\}}|[^`\\]|\\.)*+`", filling=rf"(?<!\\)\$\{{({NESTED})\}}", line_ends=True)
PHP = Language(
    [printf("sduxXfFceEgG"), names(TWO_BRACES)], plain=NOTHING, raw=SINGLE_QUOTED, filled=interpolated(r"\{\$"),
    filling=rf"(?<!\\)(?:\{{\$({NESTED})\}}|\$\{{({NESTED})\}}|\$(\w+(?:->\w+|\[[^\]]*\])?))",
    comment=rf"{C_COMMENT}|{HASH_COMMENT}", joins=".", choices=CHOICES)
RUBY = Language(
    [printf("sdpifxgu")], plain=NOTHING, raw=SINGLE_QUOTED, filled=interpolated(r"#\{"),
    filling=rf"(?<!\\)#\{{({NESTED})\}}", prepare=inline_heredocs, comment=HASH_COMMENT, choices=CHOICES,
    line_ends=True)


# ---- Texts and tokens of a source ----

ESCAPE = re.compile(r"\\(?:(?:u\{?|U|x)(?P<code>[0-9a-fA-F]{2,8})\}?|(?P<newline>\n[ \t]*)|(?P<character>.))", re.S)
ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "s": " ", "0": "", "a": "", "b": "", "f": "", "v": "", "e": ""}
OPENING_QUOTE = re.compile(r"[\w$@#]*(?P<quote>\"\"\"|[\"'`])")
FORMAT_OF_NUMBER = re.compile(r"(?<![:\s]):[NDFX0#][\d0#.,]*$")


def unescaped(text):
    """Returns a text with its escapes replaced by what they stand for."""
    def character(match):
        if match["code"]:
            return chr(min(int(match["code"], 16), sys.maxunicode))
        return "" if match["newline"] else ESCAPED.get(match["character"], match["character"])
    return ESCAPE.sub(character, text)


class Token(NamedTuple):
    """A token: inside of a "text" are its pieces, inside of a "group" the tokens between its brackets."""
    kind: str
    value: str
    start: int
    end: int
    inside: list


def pieces_of_literal(language, kind, literal):
    """Returns the pieces of a text as it stands in the source."""
    opening = OPENING_QUOTE.match(literal)
    body = literal[opening.end():].rstrip("#")[:-len(opening["quote"])]
    if kind == "raw":
        # The only escapes are those of the quote itself.
        return [body.replace("\\'", "'").replace('""', '"')]

    def pieces_of(match):
        if match.lastindex is None:
            # A brace that is written twice.
            return [match[0][0]]
        expression = FORMAT_OF_NUMBER.sub("", match[match.lastindex])
        return [place(expression, expression != match[match.lastindex])]

    pieces = cut([body], language.filling, pieces_of) if kind == "filled" else [body]
    return [unescaped(piece) if isinstance(piece, str) else piece for piece in pieces]


def read_tokens(language, text, start, is_statement):
    """Returns the tokens from the start to the end of the group or the statement, or none if there is no end."""
    tokens, open_groups, position = [], [], start
    while position < min(len(text), start + LONGEST_STATEMENT) and len(open_groups) < DEEPEST_NESTING:
        match = language.token.match(text, position)
        kind, value, position = match.lastgroup, match[0], match.end()
        ends_statement = is_statement and not open_groups
        if kind == "newline":
            continues = tokens and tokens[-1].value in CONTINUES_AFTER or text.startswith(CONTINUES_BEFORE, position)
            if ends_statement and language.line_ends and tokens and not continues:
                return tokens
        elif kind == "open":
            open_groups.append((match, tokens))
            tokens = []
        elif kind == "close":
            if not open_groups:
                return tokens
            opening, around = open_groups.pop()
            around.append(Token("group", opening[0], opening.start(), position, tokens))
            tokens = around
        elif value == ";" and ends_statement:
            return tokens
        elif kind in ("plain", "raw", "filled"):
            tokens.append(Token("text", "", match.start(), position, pieces_of_literal(language, kind, value)))
        elif kind != "space":
            tokens.append(Token(kind, value, match.start(), position, []))
    return tokens if is_statement and not open_groups else []


def split(tokens, operators):
    """Returns the lists of tokens between operators."""
    lists = [[]]
    for token in tokens:
        if token.kind == "operator" and token.value in operators:
            lists.append([])
        else:
            lists[-1].append(token)
    return lists


def has_operator(tokens, operators):
    """Returns whether one of the operators stands between the tokens, outside of groups."""
    return any(token.kind == "operator" and token.value in operators for token in tokens)


def has_text(tokens):
    """Returns whether a text stands among the tokens or in their groups."""
    return any(token.kind == "text" or token.kind == "group" and has_text(token.inside) for token in tokens)


# ---- Messages of a source ----

# Calls whose value is their first text, with its places filled with the other arguments.
FORMATTERS = re.compile(
    r"(?i:\w*printf|\w*format!?|formatted|substitute|invariant|formatmessage|fmt|getstring)|_|N_|__|_T|_sd"
    r"|n?gettext\w*|tr|t|trans|[sS]tring|String(?:Piece|Data)|QString|str|raw|from|into|to_string|stripMargin|I18n|lazy"
    r"|ER_(?:DEFAULT|THD)|ASTR|freeze|text|errmsg|concat|List")
# Calls whose value is their arguments, one after the other.
JOINERS = frozenset({"StrCat", "StringBuilder", "make_string", "strcat", "Cat"})
# Methods of a text whose value is no longer the text.
NO_TEXT_METHODS = frozenset("length indexOf equals split includes join len repeat contains charAt substring".split())
STREAM_MANIPULATOR = re.compile(r"(?:std\s*::\s*)?(?:endl|hex|dec|flush|boolalpha|setw\(.*)")
BEFORE_GROUP = frozenset({".", "::", "&", "->", "*", "\\"})
AFTER_GROUP = frozenset({".", "->", "?", "?."})


class SourceReader:
    """Reads the messages of one source, by the calls and statements that take messages."""

    def __init__(self, language, text):
        self.language, self.text = language, language.prepare(text)
        self.found = []

    def read(self):
        """Returns the templates of the messages."""
        end = 0
        for start in START.finditer(self.text):
            line = self.text.rfind("\n", 0, start.start()) + 1
            in_comment = self.language.comment_line.match(self.text, line)
            if start.start() < end or in_comment or not self.takes_message(start):
                continue
            is_statement = not start[0].endswith(("(", "[", "{"))
            tokens = read_tokens(self.language, self.text, start.end(), is_statement)
            end = max(end, self.collect(tokens))
        return self.found

    def takes_message(self, start):
        """Returns whether what begins here is a call, a field or a statement that takes a message."""
        if start["label"]:
            return LABEL.fullmatch(start["label"])
        qualified = f"{start['owner']}.{start['caller']}"
        return start["statement"] or CALLER.fullmatch(start["caller"]) or CALLER.fullmatch(qualified)

    def add(self, pieces):
        """Keeps the pieces if they are a message, and returns whether they are."""
        accepted = message(pieces) is not None
        if accepted:
            self.found.append(pieces)
        return accepted

    def collect(self, tokens):
        """Keeps the messages among the arguments and in their groups, and returns where the last of them ends, or 0."""
        arguments = split(tokens, {","})
        end = 0
        for number, argument in enumerate(arguments):
            if not has_text(argument):
                continue
            pieces = self.template(argument)
            if pieces is None:
                end = max(end, self.collect_inside(argument, arguments[number + 1:]))
            elif self.add(self.filled(pieces, arguments[number + 1:])):
                if re.search(r"[%{]", text_in(pieces)):
                    # The other arguments are the values of the places.
                    return tokens[-1].end
                end = argument[-1].end
        return end

    def collect_inside(self, argument, others):
        """Keeps the messages in the groups and branches of an argument that is no text itself; returns as `collect`."""
        end = 0
        for before, token in zip([None, *argument], argument):
            if token.kind != "group" or not token.inside:
                continue
            is_joiner = before is not None and before.value in JOINERS
            joined = self.joined(split(token.inside, {","}), self.template) if is_joiner else None
            end = max(end, token.end if joined and self.add(joined) else self.collect(token.inside))
        if has_operator(argument, BRANCHES):
            for branch in split(argument, BRANCHES):
                pieces = self.template(branch)
                if pieces and self.add(self.filled(pieces, others)):
                    end = max(end, branch[-1].end)
        return end

    def source(self, tokens):
        """Returns the text of the tokens as it stands in the source."""
        return self.text[tokens[0].start:tokens[-1].end] if tokens else ""

    def template(self, tokens):
        """Returns the pieces of an expression whose value is a text, or None."""
        tokens = self.without_label(tokens)
        if not has_text(tokens) or has_operator(tokens, self.language.choices):
            return None
        operands = [operand for operand in split(tokens, self.language.joins) if operand]
        if has_operator(tokens, {"<<"}):
            operands = [operand for operand in operands if not STREAM_MANIPULATOR.fullmatch(self.source(operand))]
            if len(operands) > 1 and self.operand(operands[0]) is None:
                # The stream itself.
                del operands[0]
        return self.joined(operands, self.operand)

    def joined(self, operands, pieces_of):
        """Returns the pieces of operands one after the other, or None if none of them is a text."""
        evaluated = [(operand, pieces_of(operand)) for operand in operands if operand]
        if all(pieces is None for _, pieces in evaluated):
            return None
        return [piece for operand, pieces in evaluated
                for piece in ([place(self.source(operand))] if pieces is None else pieces)]

    def without_label(self, tokens):
        """Returns the tokens of an argument without what may stand before it: a name, `() ->`, or `&`."""
        if len(tokens) > 2 and tokens[1].value in ("->", "=>") and tokens[0].kind == "group" and not tokens[0].inside:
            return tokens[2:]
        if len(tokens) > 2 and tokens[1].value in (":", "=") and tokens[0].kind == "name":
            return tokens[2:]
        return tokens[1:] if tokens and tokens[0].value == "&" else tokens

    def operand(self, tokens):
        """Returns the pieces of a text, a call or a group that others are joined to, or None if it is no text."""
        if tokens[0].kind == "text":
            return self.literals(tokens)
        if tokens[0].kind == "group":
            return self.template(tokens[0].inside) if len(tokens) == 1 and tokens[0].value == "(" else None
        return self.call(tokens)

    def literals(self, tokens):
        """Returns the pieces of texts beside each other, and of the method that is called on them."""
        pieces = []
        while tokens and (tokens[0].kind == "text" or tokens[0].kind == "name" and tokens[0].value.isupper()
                          or tokens[0].value.startswith("PRI")):
            # A macro is the rest of a format or a value.
            macro = "lu" if text_in(pieces).endswith("%") else place("")
            pieces += tokens[0].inside if tokens[0].kind == "text" else [macro]
            tokens = tokens[1:]
            if len(pieces) > 1 and isinstance(pieces[-1], str) and isinstance(pieces[-2], str):
                pieces[-2:] = ["".join(pieces[-2:])]
        if not tokens or tokens[0].value in ("if", "unless"):
            return pieces
        if tokens[0].value == "%":
            values = tokens[1].inside if len(tokens) == 2 and tokens[1].kind == "group" else tokens[1:]
            return self.filled(pieces, split(values, {","}))
        if tokens[0].value not in (".", "?.") or len(tokens) < 2 or tokens[1].value in NO_TEXT_METHODS:
            return None
        if tokens[1].value in ("format", "formatted") and len(tokens) > 2:
            return self.filled(pieces, split(tokens[2].inside, {","}))
        return pieces

    def call(self, tokens):
        """Returns the pieces of a call that formats or joins texts, or None if it is another."""
        position = next((number for number, token in enumerate(tokens) if token.kind == "group"), 0)
        before, after = tokens[:position], tokens[position + 1:]
        called = [token.value for token in before if token.kind == "name"]
        is_call = called and all(token.kind == "name" or token.value in BEFORE_GROUP for token in before)
        if not is_call or after and after[0].value not in AFTER_GROUP:
            return None
        arguments = split(tokens[position].inside, {","})
        if called[-1] in JOINERS:
            return self.joined(arguments, self.template)
        for number, argument in enumerate(arguments if FORMATTERS.fullmatch(called[-1]) else []):
            pieces = self.template(argument)
            if pieces and re.search(r"[A-Za-z]{2}", text_in(pieces)):
                return self.filled(pieces, arguments[number + 1:])
        return None

    def filled(self, pieces, others):
        """Returns the pieces with the places of the language's formats, which the other arguments fill."""
        last = others[0][-1:] if len(others) == 1 else []
        is_list = last and last[0].kind == "group" and last[0].value != "("
        if is_list and (len(others[0]) == 1 or others[0][0].value == "new"):
            others = split(last[0].inside, {","})
        arguments = {}
        for other in others:
            is_named = len(other) > 2 and other[1].value == "="
            name = other[0].value if is_named else str(sum(key.isdigit() for key in arguments))
            arguments[name] = self.source(other[2:] if is_named else other)
        filled = fill(pieces, arguments, self.language.formats)
        if filled is pieces and arguments.get("0") and re.search(r"[:=]\s*$", text_in(pieces[-1:])):
            # Some loggers add their arguments to the message.
            return [*pieces[:-1], pieces[-1].rstrip() + " ", place(arguments["0"])]
        return filled


# ---- Python, which brings its own parser ----

PYTHON_FORMATS = [printf("sdrifxegu")]
PYTHON_WRAPPER = re.compile(r"_+|N_|\w*gettext\w*|dedent|cleandoc|str|Text")
PYTHON_CALLER = re.compile(
    r"\w*(Error|Exception|Warning|Failure|Invalid\w*|Exit|Fault|NotFound|Denied|Violation|Conflict)|_|\w*gettext\w*"
    r"|(\w*_)?(raise|error|warn|fail|invalid)(_\w*)?|\w*[wW]arn(ing)?|exception|critical|fatal|deprecated|removed"
    r"|errorhandler|abort|report")
PYTHON_LABEL = re.compile(
    r"(\w*_)?(msg|message|error|err|reason|hint|details?|fmt|description|help_text_error|warning|errmsg)s?"
    r"|\w*_(MSG|MESSAGE|ERROR|ERR)|(ERR|ERROR|MSG)_\w*|message\w*|\w*error_messages\w*")
PYTHON_FUNCTION = re.compile(r"message|error|msg|reason|__str__")
PYTHON_NO_MESSAGE = frozenset({"category", "code", "id", "doc"})


def called_name(node):
    """Returns the name a call or an assignment is made by, without what stands before its last dot."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def numbered(nodes):
    """Returns expressions as the arguments of a format."""
    return {str(number): ast.unparse(node) for number, node in enumerate(nodes)}


def python_template(node):
    """Returns the pieces of an expression whose value is a text, or None."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=values):
            pieces = []
            for value in values:
                if isinstance(value, ast.FormattedValue):
                    number_format = value.format_spec and re.search(r"[dfxeg%]'$", ast.unparse(value.format_spec))
                    pieces.append(place(ast.unparse(value.value), bool(number_format)))
                else:
                    pieces.append(str(value.value))
            return pieces
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            pieces = [python_template(left), python_template(right)]
            if pieces == [None, None]:
                return None
            return (pieces[0] or [place(ast.unparse(left))]) + (pieces[1] or [place(ast.unparse(right))])
        case ast.BinOp(left=left, op=ast.Mod(), right=right):
            pieces = python_template(left)
            values = right.elts if isinstance(right, ast.Tuple) else [right]
            return pieces and fill(pieces, numbered(values), PYTHON_FORMATS)
        case ast.Call(func=ast.Attribute(attr="format", value=text), args=args, keywords=keywords):
            named = {keyword.arg: ast.unparse(keyword.value) for keyword in keywords if keyword.arg}
            pieces = python_template(text)
            return pieces and fill_braces(pieces, numbered(args) | named)
        case ast.Call(func=ast.Attribute(attr="replace" | "strip" | "lstrip", value=text)):
            return python_template(text)
        case ast.Call(func=function, args=[text, *_]) if PYTHON_WRAPPER.fullmatch(called_name(function)):
            return python_template(text)
    return None


def python_candidates(node):
    """Returns the expressions of a node that may be messages, each with the arguments that may fill it."""
    match node:
        case ast.Call(func=function, args=arguments, keywords=keywords):
            takes_message = PYTHON_CALLER.fullmatch(called_name(function))
            for number, argument in enumerate(arguments if takes_message else []):
                yield argument, arguments[number + 1:]
            for keyword in keywords:
                if PYTHON_LABEL.fullmatch(keyword.arg or "") or takes_message and keyword.arg not in PYTHON_NO_MESSAGE:
                    yield keyword.value, []
        case ast.Assign(targets=targets, value=value):
            if any(PYTHON_LABEL.fullmatch(called_name(target)) for target in targets):
                yield from ((part, []) for part in (value.values if isinstance(value, ast.Dict) else [value]))
        case ast.Assert(msg=ast.expr() as text):
            yield text, []
        case ast.FunctionDef(name=name) if PYTHON_FUNCTION.search(name):
            yield from ((part.value, []) for part in ast.walk(node) if isinstance(part, ast.Return) and part.value)


def python_messages(text):
    """Returns the templates of a Python module."""
    found, seen = [], set()
    for node in ast.walk(ast.parse(text)):
        for candidate, others in python_candidates(node):
            is_choice = isinstance(candidate, ast.IfExp)
            for expression in [candidate.body, candidate.orelse] if is_choice else [candidate]:
                pieces = None if expression in seen else python_template(expression)
                if pieces is not None:
                    seen.update(ast.walk(expression))
                    formats = PYTHON_FORMATS if places_in(pieces) else [*PYTHON_FORMATS, fill_braces]
                    found.append(fill(pieces, numbered(others), formats))
    return found


# ---- Catalogues ----

QUOTED = r'"(?:[^"\\]|\\.)*+"'
PROPERTY = re.compile(r"^[ \t]*(?![#!])(?:[^=:\s\\]|\\.)+[ \t]*[=:][ \t]*((?:[^\\\n]|\\.)*)$", re.M | re.S)
RESX_VALUE = re.compile(r'<data\s+name="[^"]*"[^>]*>\s*<value>(.*?)</value>', re.S)
PO_MESSAGE = re.compile(rf"^msgid(?:_plural)? ((?:{QUOTED}\s*)+)", re.M)
ERRMSG_TEXT = re.compile(rf"^\s+eng\s+({QUOTED})", re.M)


def unquoted(literals):
    """Returns the text of literals in double quotes that stand after each other."""
    return unescaped("".join(literal[1:-1] for literal in re.findall(QUOTED, literals)))


def catalogue(pattern, decoded, formats):
    """Returns the function that returns the templates of a catalogue: what the pattern finds, decoded and filled."""
    return lambda text: [fill([decoded(found)], {}, formats) for found in pattern.findall(text)]


def condition_messages(text):
    """Returns the templates of Spark's error conditions; those of a subclass alone and after those of their class."""
    found = []

    def collect(conditions, class_message):
        for condition in conditions.values():
            lines = condition.get("message", [])
            own_message = lines if isinstance(lines, str) else "\n".join(lines)
            found.append(own_message)
            if class_message:
                found.append(f"{class_message} {own_message}")
            collect(condition.get("subClass", {}), own_message)

    collect(json.loads(text), "")
    return [fill_names([found_message], {}, ANGLES) for found_message in found]


# ---- Files ----

# Folders with a dot before their name belong to tools.
SKIPPED_FOLDER = re.compile(
    r"\..*|tests?|testing|testsuites?|docs?|documentation|examples?|benchmarks?|bench|vendor|node_modules|3rdparty"
    r"|third[-_]?party|samples?|demos?|fixtures?|specs?|__tests__|e2e|website|site|testdata|mocks?|externals?|extern"
    r"|extlib|qa|integration[-_]tests?|it|jmh|[\w.-]*[-_.]tests?|[\w.-]*-(testing|examples?|benchmarks?|samples?)"
    r"|tests?[-_]\w+|changelogs?|snapshots?|playground|regress|isolation|[\w.]*(?-i:Tests?)|testFixtures", re.I)
SKIPPED_FILE = re.compile(
    r".*(_test\.go|\.pb\.go|\.(test|spec)\.[jt]sx?|_(test|spec)\.(rb|cc|cpp|c)|\.d\.ts|\.min\.js|-test\.(cc|cpp)"
    r"|\.gen\.go|bindata\.go|_generated\.\w+|parser\.go|(Test|Tests|IT|TestCase|Suite)\.(java|scala|kt|cs))"
    r"|test_\w+\.py|conftest\.py|zz_generated.*|Test\w*\.php")
LANGUAGES = {C: "c h cc cpp cxx hpp hh inl ic y yy l", JAVA: "java", KOTLIN: "kt", SCALA: "scala", CSHARP: "cs",
             GO: "go", RUST: "rs", JAVASCRIPT: "js ts mjs cjs tsx", RUBY: "rb", PHP: "php"}
LANGUAGE_OF = {f".{ending}": language for language, endings in LANGUAGES.items() for ending in endings.split()}
# Files with translations have the language in their name or in the name of their folder.
CATALOGUES = [
    (re.compile(r".*/(?!\w*_(?!en\.)[a-z]{2}(_[A-Z]{2})?\.)\w*(message|error|exception|locali[sz]|resource|bundle"
                r"|strings|sqlstate)[\w.-]*\.properties", re.I), catalogue(PROPERTY, unescaped, JVM_FORMATS)),
    (re.compile(r".*/[^/]*(?<!\.[a-z]{2})(?<!\.[a-z]{2}-\w{2})(?<!\.[a-z]{2}-\w{4})\.resx"),
     catalogue(RESX_VALUE, html.unescape, [fill_braces])),
    (re.compile(r".*/en/.*\.po"), catalogue(PO_MESSAGE, unquoted, C_FORMATS)),
    (re.compile(r".*/(errmsg-utf8|messages_to_\w+)\.txt"), catalogue(ERRMSG_TEXT, unquoted, C_FORMATS[:1])),
    (re.compile(r".*/[\w-]*error[-_](classes|conditions)\.json"), condition_messages),
]


def extractor_of(path):
    """Returns the function that reads the messages of a file's text, or None if the file is none of ours."""
    for pattern, extract in CATALOGUES:
        if pattern.fullmatch(path.as_posix()):
            return extract
    if path.suffix == ".py":
        return python_messages
    language = LANGUAGE_OF.get(path.suffix.lower())
    return language and (lambda text: SourceReader(language, text).read())


def source_files(folder):
    """Returns the files of a program, in their order, without tests, documentation, and the code of others."""
    for path in sorted(folder.iterdir()):
        if path.is_symlink():
            continue
        if path.is_dir():
            if not SKIPPED_FOLDER.fullmatch(path.name):
                yield from source_files(path)
        elif not SKIPPED_FILE.fullmatch(path.name):
            yield path


def file_messages(path):
    """Returns the messages of a file as their parts and places; none if it is not ours, or not to be read."""
    extract = extractor_of(path)
    if extract is None:
        return []
    try:
        if path.suffix in LANGUAGE_OF and path.stat().st_size > LARGEST_FILE:
            return []
        text = path.read_bytes().decode("utf-8", errors="replace").replace("\r\n", "\n")
        templates = extract(text)
    except (OSError, SyntaxError, ValueError, RecursionError) as error:
        print(f"{path}: {error}", file=sys.stderr)
        return []
    return [found for found in map(message, templates) if found]


def main():
    """Prints the messages of the programs whose folders are given."""
    parser = argparse.ArgumentParser(description="Prints the templates of error messages in the sources of programs.")
    parser.add_argument("folders", metavar="FOLDER", nargs="+", type=pathlib.Path,
                        help="the unpacked sources of a program, named like the program")
    # What Python says about the modules it parses is of no interest here.
    warnings.simplefilter("ignore")
    printed = set()
    for folder in parser.parse_args().folders:
        if not folder.is_dir():
            parser.error(f"{folder} is no folder")
        for path in source_files(folder):
            for parts, letters in file_messages(path):
                if parts not in printed:
                    printed.add(parts)
                    print(json.dumps({"program": folder.resolve().name, "parts": parts, "places": letters}))


if __name__ == "__main__":
    main()
