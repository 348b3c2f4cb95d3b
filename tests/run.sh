#!/usr/bin/env bash
# Sets up what is missing inside this checkout and runs every test in all three doors.
#
# What it needs and where that stays is said in tests/tools.sh.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
export CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-never}

. tests/tools.sh

step "formatting and lints"
cargo fmt --all --check
cargo clippy --quiet --workspace --all-targets -- -D warnings
cargo clippy --quiet -p cchc-wasm-module --target wasm32-unknown-unknown -- -D warnings

step "Rust"
cargo build --quiet -p cchc-tests --examples
cargo test -p cchc -p cchc-tests -p cchc-benches
RUSTDOCFLAGS="-D warnings" cargo doc --quiet --no-deps -p cchc
cargo bench --quiet -p cchc-benches --bench rust -- --test

step "Python"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --force-reinstall --no-deps ./bindings-python
"$venv/bin/python" -m pytest -q -rs -o cache_dir="$root/target/pytest" tests/python
"$venv/bin/python" -m mypy --cache-dir target/mypy --strict tests/python/usage.py
"$venv/bin/python" -m mypy --cache-dir target/mypy --strict -m cchc.spark
"$venv/bin/python" -m mypy --cache-dir target/mypy --strict -p cchc.office
(cd target && "$venv/bin/python" -m mypy.stubtest cchc)

step "JavaScript"
bash bindings-wasm/build.sh
(cd tests/js && npx --no-install tsc --noEmit -p . && node --test --test-reporter=spec)

step "the three doors compared"
"$venv/bin/python" tests/compare_doors.py target/vectors
