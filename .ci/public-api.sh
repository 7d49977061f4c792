#!/usr/bin/env bash
# The public API of a driver's features, against snapshots/public-api.txt. `--bless` writes it anew.
set -euo pipefail
cd "$(dirname "$0")/.."
snapshot=snapshots/public-api.txt
# rustdoc's JSON is not stable; its version is that of the reader below. A folder of its own, since the switch rebuilds all.
export CARGO_TARGET_DIR=$PWD/target/public-api
RUSTC_BOOTSTRAP=1 cargo rustdoc --quiet --lib --features tracing,socks,grpc,redacted-text -- -Z unstable-options --output-format json
if ! found=$(cargo run --quiet --locked --manifest-path .ci/public-api/Cargo.toml -- target/public-api/doc/sql_driver_telemetry.json); then
  echo "rustdoc's JSON of this Rust could not be read: the public API was not compared"
  exit 0
fi
if [ "${1:-}" = --bless ]; then
  printf '%s\n' "$found" >$snapshot
elif ! diff -u $snapshot <(printf '%s\n' "$found"); then
  echo "the public API is another one: is that meant, and in CHANGELOG.md? Then '.ci/public-api.sh --bless'"
  exit 1
fi
