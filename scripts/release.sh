#!/usr/bin/env bash
# Builds what a release has, into target/release-files: `binary TARGET` the program for a platform, with completions and
# manual pages, tried once. A program for musl is static: it runs on every Linux.
set -euo pipefail
cd "$(dirname "$0")/.."

binary() {
  local target=$1 name=sql-driver-telemetry folder program
  cargo build -p sql-driver-telemetry --locked --release --features cli,parquet --target "$target"
  program=target/$target/release/$name
  [ -e "$program" ] || program=$program.exe
  "$program" demo --connections 2 --statements 10
  case $target in
    *-musl) ! ldd "$program" 2>/dev/null | grep '=>' || { echo "$program is not static"; exit 1; } ;;
  esac
  folder=$(mktemp -d)
  mkdir -p "$folder/man" "$folder/completions" target/release-files
  cp "$program" LICENSE "$folder/"
  "$program" man "$folder/man"
  for shell in bash zsh fish powershell; do "$program" completions "$shell" >"$folder/completions/$shell"; done
  tar -czf "target/release-files/$name-$target.tar.gz" -C "$folder" .
  rm -r "$folder"
}

"$@"
