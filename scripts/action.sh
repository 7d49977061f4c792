#!/usr/bin/env bash
# What action.yml does: `install` puts the program on the path, `receive` runs it, starts it or stops it, by the inputs.
set -euo pipefail

place=${RUNNER_TEMP:-/tmp}/sql-driver-telemetry

install() {
  command -v sql-driver-telemetry >/dev/null && return
  mkdir -p "$place/bin"
  # A release has the program as a file; a branch has to be built.
  local target url
  case "${RUNNER_OS:-Linux}-${RUNNER_ARCH:-X64}" in
    Linux-X64) target=x86_64-unknown-linux-musl ;;
    Linux-ARM64) target=aarch64-unknown-linux-musl ;;
    macOS-ARM64) target=aarch64-apple-darwin ;;
    *) target= ;;
  esac
  url="${GITHUB_SERVER_URL:-}/${GITHUB_ACTION_REPOSITORY:-}/releases/download/${GITHUB_ACTION_REF:-}"
  if [ -z "$target" ] || ! curl -fsSL "$url/sql-driver-telemetry-$target.tar.gz" 2>/dev/null | tar -xz -C "$place/bin" 2>/dev/null; then
    echo "no release at ${GITHUB_ACTION_REF:-this reference} has the program for this runner: it is built, which takes minutes"
    cargo install --quiet --locked --path "$GITHUB_ACTION_PATH" --features cli --root "$place"
  fi
  echo "$place/bin" >>"$GITHUB_PATH"
}

receive() {
  local judge=() options=() word
  for word in $INPUT_FAIL_ON; do judge+=(--fail-on "$word"); done
  for word in $INPUT_REPORTS; do judge+=(--report "$word"); done
  [ -z "$INPUT_ALLOW_FILE" ] || options+=(--allow-file "$INPUT_ALLOW_FILE")
  # Words with spaces between, as a shell reads them.
  # shellcheck disable=SC2206
  options+=(--listen "$INPUT_LISTEN" $INPUT_ARGUMENTS)
  if [ "$INPUT_STOP" = true ]; then
    curl -fsS "$TELEMETRY_RECEIVER_URL/report.txt" >"$place.txt"
    { echo '```'; cat "$place.txt"; echo '```'; } >>"$GITHUB_STEP_SUMMARY"
    cat "$place.txt"
    exec sql-driver-telemetry stop "$TELEMETRY_RECEIVER_URL" --format github "${judge[@]}"
  elif [ -n "$INPUT_RUN" ]; then
    exec sql-driver-telemetry receive "${options[@]}" --format github "${judge[@]}" -- bash -ec "$INPUT_RUN"
  fi
  nohup sql-driver-telemetry receive "${options[@]}" >"$place.out" 2>"$place.err" &
  local pid=$!
  until grep -qs '^listening http' "$place.out"; do
    kill -0 "$pid" 2>/dev/null || { cat "$place.err"; exit 2; }
    sleep 0.1
  done
  sed -n 's/^listening \(http:.*\)/TELEMETRY_RECEIVER_URL=\1/p' "$place.out" | tee -a "$GITHUB_ENV"
}

"$1"
