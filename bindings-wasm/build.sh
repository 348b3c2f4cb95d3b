#!/usr/bin/env bash
# Builds the npm package into pkg/: the WebAssembly module and its JavaScript for Node and browsers.
# The wasm-bindgen tool is $WASM_BINDGEN, or the one on PATH, or target/tools/bin/wasm-bindgen;
# it must have the version Cargo.lock has. wasm-opt is not used: it takes 4 % off the module and nothing
# off what is sent, the gzipped module, and the module would differ from machine to machine.
set -euo pipefail
cd "$(dirname "$0")/.."
here=bindings-wasm
target=wasm32-unknown-unknown
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-target}"

wanted=$(awk '$0 == "name = \"wasm-bindgen\"" { getline; gsub(/[^0-9.]/, ""); print }' Cargo.lock)
tool=${WASM_BINDGEN:-$(command -v wasm-bindgen || echo target/tools/bin/wasm-bindgen)}
got=$("$tool" --version 2>/dev/null | awk 'NR == 1 { print $2 }' || true)
if [ "$got" != "$wanted" ]; then
  echo "build.sh needs wasm-bindgen $wanted (Cargo.lock); '$tool' is ${got:-not there}." >&2
  echo "Install it: cargo install wasm-bindgen-cli --version =$wanted --root target/tools" >&2
  exit 1
fi

# Panic messages name source files; without this they would name this machine's folders.
cargo_home=${CARGO_HOME:-$HOME/.cargo}
export RUSTFLAGS="${RUSTFLAGS:-} --remap-path-prefix=$cargo_home=cargo --remap-path-prefix=$PWD=cchc"
# Vector instructions, in every browser since 2023 and in Node since 16, make the loops over columns more
# than twice as fast. They need an opt-level that also copies small functions into their callers; held to
# what shrinks the callers it costs half as many bytes and no speed.
RUSTFLAGS+=" -C target-feature=+simd128 -C llvm-args=--inline-threshold=5"
cargo build --quiet -p cchc-wasm-module --profile wasm --target "$target"

module="$CARGO_TARGET_DIR/$target/wasm/cchc_wasm_module.wasm"
rm -rf "$here/pkg"
"$tool" "$module" --target web --out-name cchc --out-dir "$here/pkg" --remove-name-section --remove-producers-section
# A documentation comment that went through a macro reaches wasm-bindgen as a raw string, and it leaves
# the mark of one before the sentence.
for file in cchc.js cchc.d.ts; do
  sed 's/^\( *\* \)r" /\1/' "$here/pkg/$file" >"$here/pkg/$file.new"
  mv "$here/pkg/$file.new" "$here/pkg/$file"
done
cp LICENSE "$here/pkg/"
echo "cchc_bg.wasm: $(wc -c <"$here/pkg/cchc_bg.wasm") bytes, $(gzip -9c "$here/pkg/cchc_bg.wasm" | wc -c) gzipped"
