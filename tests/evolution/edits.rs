//! Edits of a small contract, each with the rules that it has to fire. Both judges work through the same table.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use crate::diff::Rule;
use crate::source;

const FOLDER: &str = "tests/fixtures/schema/evolution";
const FILE: &str = "demo/v1/demo.proto";

/// One edit: each text on the left is replaced by the one on its right, everywhere.
pub struct Edit {
    pub name: &'static str,
    replace: &'static [(&'static str, &'static str)],
    pub rules: &'static [Rule],
    /// Where a general judge says otherwise (breaks or not): why.
    pub buf_differs: Option<&'static str>,
}

/// What is lost between the two judges, in words that the owner's guide repeats.
const NOT_SEEN: &str = "buf does not know the option or the presence that has changed";
const ONE_READER: &str =
    "buf judges for any reader; here one service reads, and it reads numbers of 32 and 64 bits alike";
const SOURCE_ONLY: &str = "with WIRE_JSON, buf looks at the wire only; here generated code counts as well";
const UNSIGNED: &str = "buf takes the varints of both to be the same; a negative number is refused all the same";
const OPTIONAL: &str = "buf takes both to be one value; here it is decided whether zeros are written";

const fn edit(
    name: &'static str,
    replace: &'static [(&'static str, &'static str)],
    rules: &'static [Rule],
    buf_differs: Option<&'static str>,
) -> Edit {
    Edit { name, replace, rules, buf_differs }
}

pub const EDITS: &[Edit] = &[
    // Fields.
    edit("field renamed", &[("session_id", "session_key")], &[Rule::FieldRenamed], None),
    edit("field renumbered", &[("parts = 3", "parts = 13")], &[Rule::FieldRenumbered], None),
    edit(
        "fields swapped",
        &[("parts = 3", "parts = 0"), ("compressed = 4", "compressed = 3"), ("parts = 0", "parts = 4")],
        &[Rule::FieldRenumbered, Rule::FieldRenumbered],
        None,
    ),
    edit("int64 to int32", &[("int64 latency_ms", "int32 latency_ms")], &[Rule::FieldNarrowed], None),
    edit("int32 to int64", &[("int32 parts", "int64 parts")], &[Rule::FieldWidened], Some(ONE_READER)),
    edit("int64 to uint64", &[("int64 latency_ms", "uint64 latency_ms")], &[Rule::FieldType], Some(UNSIGNED)),
    edit("bool to string", &[("bool compressed", "string compressed")], &[Rule::FieldType], None),
    edit("string to bytes", &[("string scope", "bytes scope")], &[Rule::FieldType], None),
    edit("enum to int32", &[("Kind kind", "int32 kind")], &[Rule::FieldType], None),
    edit(
        "optional to implicit",
        &[("optional bool compressed", "bool compressed")],
        &[Rule::FieldPresence],
        Some(OPTIONAL),
    ),
    edit("implicit to optional", &[("int64 rows", "optional int64 rows")], &[Rule::FieldPresenceGained], None),
    edit("value to list", &[("optional string scope", "repeated string scope")], &[Rule::FieldRepeated], None),
    edit("list to value", &[("repeated string words", "optional string words")], &[Rule::FieldRepeated], None),
    edit(
        "into a oneof",
        &[("int64 rows = 9;", "oneof amount { int64 rows = 9; }")],
        &[Rule::FieldPresenceGained, Rule::FieldOneof],
        None,
    ),
    edit(
        "field removed",
        &[("  // How many rows; zero and unset are the same.\n  int64 rows = 9;\n", "")],
        &[Rule::FieldRemovedNotReserved],
        None,
    ),
    edit(
        "field removed, number reserved",
        &[("  int64 rows = 9;", "  reserved 9;")],
        &[Rule::FieldRemovedNotReserved],
        None,
    ),
    edit(
        "field removed, both reserved",
        &[("  int64 rows = 9;", "  reserved 9;\n  reserved \"rows\";")],
        &[Rule::FieldRemoved],
        None,
    ),
    edit(
        "field added",
        &[("int64 rows = 9;", "int64 rows = 9;\n  // New.\n  optional bool fresh = 11;")],
        &[Rule::FieldAdded],
        None,
    ),
    edit("json_name set", &[("= IDENTIFIER]", "= IDENTIFIER, json_name = \"session\"]")], &[Rule::JsonName], None),
    // Reservations.
    edit("reserved number dropped", &[("  reserved 23;\n", "")], &[Rule::ReservedRemoved], None),
    edit(
        "reserved number reused",
        &[("  reserved 23;\n", "  optional bool fresh = 23;\n")],
        &[Rule::FieldAdded, Rule::ReservedReused],
        None,
    ),
    edit("reserved name dropped", &[("  reserved \"old_host\";\n", "")], &[Rule::ReservedRemoved], None),
    edit(
        "reserved name reused",
        &[("  reserved \"old_host\";\n", "  optional bool old_host = 11;\n")],
        &[Rule::FieldAdded, Rule::ReservedReused],
        None,
    ),
    edit("numbers reserved", &[("reserved 23;", "reserved 23, 30 to 40;")], &[Rule::ReservedAdded], None),
    edit(
        "reserved range cut",
        &[("reserved 23;", "reserved 24 to max;")],
        &[Rule::ReservedRemoved, Rule::ReservedAdded],
        None,
    ),
    // What no general judge knows.
    edit("class weakened", &[("= EMAIL", "= SANITIZE")], &[Rule::ClassWeakened], Some(NOT_SEEN)),
    edit("class tightened", &[("= URL", "= DROP_VALUE")], &[Rule::ClassTightened], None),
    edit(
        "class taken away",
        &[("parts = 3 [(telemetry.options.v1.data_class) = PUBLIC]", "parts = 3")],
        &[Rule::ClassWeakened],
        Some(NOT_SEEN),
    ),
    edit(
        "class on a message",
        &[("Target target = 6;", "Target target = 6 [(telemetry.options.v1.data_class) = PRIVATE_HOST];")],
        &[Rule::ClassTightened],
        None,
    ),
    edit("redaction dropped", &[("EMAIL, debug_redact = true", "EMAIL")], &[Rule::RedactDropped], Some(NOT_SEEN)),
    edit("redaction added", &[("= IDENTIFIER]", "= IDENTIFIER, debug_redact = true]")], &[Rule::RedactAdded], None),
    edit(
        "unauthenticated widened",
        &[("= IDENTIFIER]", "= IDENTIFIER, (telemetry.options.v1.unauthenticated) = true]")],
        &[Rule::UnauthenticatedWidened],
        Some(NOT_SEEN),
    ),
    edit(
        "unauthenticated narrowed",
        &[("    (telemetry.options.v1.unauthenticated) = true,\n", "")],
        &[Rule::UnauthenticatedNarrowed],
        None,
    ),
    edit(
        "extension set",
        &[("= IDENTIFIER]", "= IDENTIFIER, (telemetry.options.v1.extension) = true]")],
        &[Rule::ExtensionChanged],
        Some(NOT_SEEN),
    ),
    edit("unit changed", &[("\"ms\"", "\"s\"")], &[Rule::UnitChanged], Some(NOT_SEEN)),
    edit(
        "unit added",
        &[("parts = 3 [", "parts = 3 [(telemetry.options.v1.unit) = \"{part}\", ")],
        &[Rule::UnitAdded],
        None,
    ),
    edit(
        "closed list widened",
        &[("= \"sql\"", "= \"sql\", (telemetry.options.v1.allowed) = \"files\"")],
        &[Rule::ClosedListWidened],
        None,
    ),
    edit(
        "closed list narrowed",
        &[("    (telemetry.options.v1.allowed) = \"sql\",\n", "")],
        &[Rule::ClosedListNarrowed],
        None,
    ),
    edit(
        "closed list dropped",
        &[(
            "    (telemetry.options.v1.allowed) = \"all\",\n    (telemetry.options.v1.allowed) = \"sql\",\n    (telemetry.options.v1.otherwise) = \"custom\"",
            "    debug_redact = false",
        )],
        &[Rule::ClosedListDropped],
        Some(NOT_SEEN),
    ),
    edit(
        "closed list added",
        &[("= IDENTIFIER]", "= IDENTIFIER, (telemetry.options.v1.allowed) = \"none\"]")],
        &[Rule::ClosedListAdded],
        None,
    ),
    edit("word for others changed", &[("\"custom\"", "\"other\"")], &[Rule::OtherwiseChanged], None),
    edit(
        "range set",
        &[("parts = 3 [", "parts = 3 [(telemetry.options.v1.min) = 0, (telemetry.options.v1.max) = 9, ")],
        &[Rule::RangeChanged],
        None,
    ),
    edit(
        "obligation set",
        &[("parts = 3 [", "parts = 3 [(telemetry.options.v1.obligation) = { need: REQUIRED, of: STATEMENT }, ")],
        &[Rule::ObligationChanged],
        None,
    ),
    edit(
        "kind of event",
        &[("QUERY = 1;", "QUERY = 1 [(telemetry.options.v1.event) = STATEMENT];")],
        &[Rule::EventKindChanged],
        None,
    ),
    edit(
        "passport changed",
        &[("parts = 3 [", "parts = 3 [(telemetry.options.v1.passport) = { purpose: USAGE, owner: \"us\" }, ")],
        &[Rule::PassportChanged],
        None,
    ),
    edit("deprecated", &[("parts = 3 [", "parts = 3 [deprecated = true, ")], &[Rule::Deprecated], None),
    edit("deprecation lifted", &[(", deprecated = true", "")], &[Rule::DeprecationLifted], None),
    edit("attribute changed", &[("server.address", "peer.address")], &[Rule::OtelAttribute], None),
    edit("comment changed", &[("// Who did it.", "// Who did it, as the server says.")], &[Rule::Comment], None),
    // Messages and enums.
    edit(
        "message renamed",
        &[("message Target", "message Place"), ("Target target", "Place target"), ("(Target)", "(Place)")],
        &[Rule::MessageRenamed],
        None,
    ),
    edit(
        "message removed",
        &[
            ("  optional Target target = 6;", "  reserved 6;\n  reserved \"target\";"),
            ("message Target", "message Nothing"),
            ("optional string host = 1", "optional string place = 1"),
            ("(Target)", "(Event)"),
        ],
        &[Rule::FieldRemoved, Rule::MessageRemoved, Rule::MessageAdded, Rule::RpcSignature, Rule::RpcSignature],
        None,
    ),
    edit(
        "message added",
        &[("// A place.", "// New.\nmessage Fresh {\n  // A fact.\n  optional bool fact = 1;\n}\n\n// A place.")],
        &[Rule::MessageAdded],
        None,
    ),
    edit("enum renamed", &[("enum Kind", "enum Sort"), ("Kind kind", "Sort kind")], &[Rule::EnumRenamed], None),
    edit(
        "enum removed",
        &[
            (
                "  optional Kind kind = 5 [(telemetry.options.v1.data_class) = PUBLIC];",
                "  reserved 5;\n  reserved \"kind\";",
            ),
            (
                "// A kind of statement.\nenum Kind {\n  // Not known.\n  KIND_UNSPECIFIED = 0;\n  // It reads.\n  QUERY = 1;\n  // It writes.\n  UPDATE = 2;\n}\n",
                "",
            ),
        ],
        &[Rule::FieldRemoved, Rule::EnumRemoved],
        Some(SOURCE_ONLY),
    ),
    edit(
        "enum added",
        &[(
            "// A kind of statement.\n",
            "// New.\nenum Fresh {\n  // Not known.\n  FRESH_UNSPECIFIED = 0;\n}\n\n// A kind of statement.\n",
        )],
        &[Rule::EnumAdded],
        None,
    ),
    edit("value removed", &[("  // It writes.\n  UPDATE = 2;\n", "")], &[Rule::EnumValueRemovedNotReserved], None),
    edit(
        "value removed, number reserved",
        &[("  UPDATE = 2;", "  reserved 2;")],
        &[Rule::EnumValueRemovedNotReserved],
        None,
    ),
    edit(
        "value removed, both reserved",
        &[("  UPDATE = 2;", "  reserved 2;\n  reserved \"UPDATE\";")],
        &[Rule::EnumValueRemoved],
        None,
    ),
    edit("value renamed", &[("UPDATE = 2", "MERGE = 2")], &[Rule::EnumValueRenamed], None),
    edit("value renumbered", &[("UPDATE = 2", "UPDATE = 3")], &[Rule::EnumValueRenumbered], None),
    edit("value added", &[("UPDATE = 2;", "UPDATE = 2;\n  // New.\n  MERGE = 3;")], &[Rule::EnumValueAdded], None),
    edit(
        "names of an error",
        &[("QUERY = 1;", "QUERY = 1 [(telemetry.options.v1.error) = { variant: \"Query\" }];")],
        &[Rule::ErrorNamesChanged],
        None,
    ),
    // Services.
    edit(
        "service renamed",
        &[("service EventService", "service LogService")],
        &[Rule::ServiceRenamed],
        Some(SOURCE_ONLY),
    ),
    edit(
        "service removed",
        &[
            ("service EventService", "message Was"),
            (
                "  // Takes one.\n  rpc Send(Event) returns (Target);\n  // Takes one again.\n  rpc Resend(Event) returns (Target);\n",
                "",
            ),
        ],
        &[Rule::ServiceRemoved],
        Some(SOURCE_ONLY),
    ),
    edit(
        "service added",
        &[("// Takes events.", "// New.\nservice FreshService {}\n\n// Takes events.")],
        &[Rule::ServiceAdded],
        None,
    ),
    edit("method renamed", &[("rpc Resend", "rpc SendAgain")], &[Rule::RpcRenamed], Some(SOURCE_ONLY)),
    edit(
        "method removed",
        &[("  // Takes one again.\n  rpc Resend(Event) returns (Target);\n", "")],
        &[Rule::RpcRemoved],
        Some(SOURCE_ONLY),
    ),
    edit(
        "method added",
        &[("rpc Resend", "rpc Forget(Event) returns (Target);\n  // Takes one again.\n  rpc Resend")],
        &[Rule::RpcAdded],
        None,
    ),
    edit(
        "method answers otherwise",
        &[("Resend(Event) returns (Target)", "Resend(Event) returns (Event)")],
        &[Rule::RpcSignature],
        None,
    ),
    edit("method streams", &[("Resend(Event)", "Resend(stream Event)")], &[Rule::RpcSignature], None),
    // The package moves every name in it.
    edit(
        "package renamed",
        &[("package demo.v1;", "package demo.v2;")],
        &[Rule::MessageRenamed, Rule::MessageRenamed, Rule::EnumRenamed, Rule::ServiceRenamed],
        None,
    ),
    edit("nothing", &[], &[], None),
];

/// Every edit with the image of the contract that it makes.
pub fn images() -> impl Iterator<Item = (&'static Edit, &'static [u8])> {
    // Compiled once: the tests of this file run side by side.
    static IMAGES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| EDITS.iter().map(compile).collect());
    EDITS.iter().zip(IMAGES.iter().map(Vec::as_slice))
}

fn compile(edit: &Edit) -> Vec<u8> {
    let mut text = fs::read_to_string(Path::new(FOLDER).join(FILE)).expect("the fixture can be read");
    for (from, to) in edit.replace {
        assert!(text.contains(from), "{}: the fixture has no {from:?}", edit.name);
        text = text.replace(from, to);
    }
    let folder = tempfile::tempdir().expect("a folder can be made");
    let file = folder.path().join(FILE);
    fs::create_dir_all(file.parent().expect("a file has a folder")).expect("a folder can be made");
    fs::write(&file, text).expect("the edited contract can be written");
    image(folder.path())
}

/// The image of the small contract as it is.
pub fn base() -> Vec<u8> {
    image(Path::new(FOLDER))
}

fn image(folder: &Path) -> Vec<u8> {
    match source::open(folder, &[Path::new("proto")]) {
        Ok(compiler) => compiler.encode_file_descriptor_set(),
        Err(error) => panic!("{}: {error}", folder.display()),
    }
}
