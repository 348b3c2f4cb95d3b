#!/usr/bin/env bash
# Builds the three doors, measures them and their rivals one after the other, and writes benches/RESULTS.md.
#
# Run it on a machine that does nothing else: two measurements side by side slow each other down.
#
# COINr is a package of R and is measured where R has it, Spark where there is Java.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
export CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-never}

. tests/tools.sh

step "the doors"
cargo build --quiet --release -p cchc-benches --bin columns --bin ranks --bin province --bin tallies
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --force-reinstall --no-deps ./bindings-python
bash bindings-wasm/build.sh

columns="$root/target/benches"
mkdir -p "$columns"
measured="$columns/measured.jsonl"
step "Rust"
"${CARGO_TARGET_DIR:-target}/release/columns" "$columns" | tee "$measured"
"${CARGO_TARGET_DIR:-target}/release/ranks" "$columns" | tee -a "$measured"
step "Python and its rivals"
"$venv/bin/python" benches/python.py "$columns" | tee -a "$measured"
"$venv/bin/python" benches/ranks.py "$columns" | tee -a "$measured"
step "a province's year: counting, its rivals, Spark, and a hundred million dossiers"
release="${CARGO_TARGET_DIR:-target}/release"
"$release/province" "$columns/province" 10000000
rm -rf "$columns/province/dossiers"
"$release/tallies" "$columns/province" | tee -a "$measured"
node benches/tally.mjs "$columns/province" | tee -a "$measured"
"$venv/bin/python" benches/tally.py "$columns/province" | tee -a "$measured"
"$venv/bin/python" -W ignore::FutureWarning benches/spark.py "$columns/province" | tee -a "$measured"
"$venv/bin/python" benches/tally.py scale "$release/province" | tee -a "$measured"
step "R's rival"
if Rscript -e 'library(COINr)' >/dev/null 2>&1; then
  Rscript benches/ranks.R "$columns" | tee -a "$measured"
else
  echo "COINr is not measured: R has no package COINr here"
fi
step "JavaScript and its rivals"
node benches/js.mjs "$columns" | tee -a "$measured"

"$venv/bin/python" benches/results.py <"$measured"
echo "written: benches/RESULTS.md"
