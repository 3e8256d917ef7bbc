#!/usr/bin/env bash
# Seconds of a cold `cargo build --release` of each crate: its dependencies first, in a target
# directory of their own, then the crate alone and all of it. Run it on a quiet machine.
set -euo pipefail
cd "$(dirname "$0")/.."

target=$(mktemp -d)
trap 'rm -rf "$target"' EXIT
cargo fetch --quiet

seconds() {
    local start end
    start=$(date +%s.%N)
    "$@"
    end=$(date +%s.%N)
    awk -v a="$start" -v b="$end" 'BEGIN { printf "%.1f", b - a }'
}

printf '| crate | with everything below it | alone |\n|---|--:|--:|\n'
for crate in ad-core ad-forward ad-reverse ad; do
    rm -rf "${target:?}"/*
    build=(cargo build --quiet --release --offline --package "$crate" --target-dir "$target")
    all=$(seconds "${build[@]}")
    cargo clean --quiet --release --package "$crate" --target-dir "$target"
    alone=$(seconds "${build[@]}")
    printf '| %s | %s | %s |\n' "$crate" "$all" "$alone"
done
