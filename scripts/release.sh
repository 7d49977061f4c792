#!/usr/bin/env bash
# Builds what a release has, into target/release-files:
#   binary TARGET     the program for a platform, with completions and manual pages, tried once. A program for musl is
#                     static: it runs on every Linux
#   npm TARGET...     packages for npm, of the programs that were built: one for each platform, and the one that people
#                     install, whose optional dependencies these are
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

npm_packages() {
  local name=sql-driver-telemetry version target platform folder program
  version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
  folder=$(mktemp -d)
  mkdir -p "$folder/main" target/release-files
  cp npm/package.json npm/run.js LICENSE "$folder/main"
  (cd "$folder/main" && npm pkg set "version=$version")
  for target in "$@"; do
    case $target in
      x86_64-*-linux-*) platform=linux-x64 ;;
      aarch64-*-linux-*) platform=linux-arm64 ;;
      aarch64-apple-darwin) platform=darwin-arm64 ;;
      x86_64-pc-windows-*) platform=win32-x64 ;;
      *) echo "npm has no name for $target here"; exit 2 ;;
    esac
    mkdir "$folder/$platform"
    for program in target/"$target"/release/$name{,.exe}; do
      [ ! -e "$program" ] || cp "$program" LICENSE "$folder/$platform/"
    done
    cp npm/package.json "$folder/$platform"
    (cd "$folder/$platform" && npm pkg delete bin files engines keywords && npm pkg set "name=$name-$platform" \
      "version=$version" "description=The program of $name for $platform" "os[0]=${platform%-*}" "cpu[0]=${platform#*-}")
    (cd "$folder/main" && npm pkg set "optionalDependencies.$name-$platform=$version")
  done
  for platform in "$folder"/*; do npm pack --silent --pack-destination target/release-files "$platform"; done
  rm -r "$folder"
}

case $1 in
  npm) npm_packages "${@:2}" ;;
  *) "$@" ;;
esac
