#!/usr/bin/env bash
# Builds the static library, checks that nothing of std is in it, links it to C and runs it.
set -euo pipefail
cd "$(dirname "$0")"

target=${CARGO_TARGET_DIR:-target}
cargo build --release --locked --target-dir "$target"
library="$target/release/libno_std_proof.a"

symbols=$(nm --demangle "$library" 2>/dev/null)
grep -q ' T ad_slope$' <<<"$symbols" || { echo "the library has no symbol ad_slope" >&2; exit 1; }
if grep -E '\bstd::|__rust_start_panic' <<<"$symbols"; then
    echo "the symbols above are the standard library's" >&2
    exit 1
fi
cc -Wall -Werror -o "$target/release/no-std-proof" main.c "$library" -lm
"$target/release/no-std-proof"

if said=$(cargo check --release --locked --target-dir "$target" --features std 2>&1); then
    echo "the library builds with std linked, so building it proves nothing" >&2
    exit 1
fi
grep -q 'duplicate lang item `panic_impl`' <<<"$said" || { echo "$said" >&2; exit 1; }
echo "with std it does not build, as it must not"
