# Sourced by tests/run.sh and benches/run.sh from the root of the checkout: finds the tools and sets up what is missing.
#
# Needs rustup, Python 3.10+ and Node 20+. Java 17+ is needed for Spark alone: to install it takes root, so where it is
# missing that is said here, and the tests and measurements of Spark are skipped with the reason. What it installs stays in target/ and tests/js/node_modules,
# except the wasm target and the rustfmt and clippy components, which rustup keeps with the toolchain.

step() { printf '\n== %s\n' "$1"; }
need() {
  echo "$0: $1" >&2
  exit 2
}

step "tools"
command -v cargo >/dev/null || need "cargo is missing: install rustup, then run this again"
command -v python3 >/dev/null || need "python3 is missing: install Python 3.10 or later"
python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' || need "python3 is older than 3.10"
command -v node >/dev/null || need "node is missing: install Node 20 or later"
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || need "node is older than 20"

java=$("${JAVA_HOME:+$JAVA_HOME/bin/}java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p') || true
[ "${java:-0}" -ge 17 ] || echo "Java 17 or later is missing: Spark is skipped (a JRE will do, such as Debian's openjdk-17-jre-headless)"

if command -v rustup >/dev/null; then
  installed=$(rustup component list --installed 2>/dev/null; rustup target list --installed)
  for component in rustfmt clippy; do
    grep -q "^$component" <<<"$installed" || rustup component add "$component"
  done
  grep -qx wasm32-unknown-unknown <<<"$installed" || rustup target add wasm32-unknown-unknown
fi

# The command-line tool must have the very version of the library.
bindgen=$(sed -n '/^name = "wasm-bindgen"$/{n;s/version = "\(.*\)"/\1/p;}' Cargo.lock)
export WASM_BINDGEN="$root/target/tools/bin/wasm-bindgen"
if [ "$("$WASM_BINDGEN" --version 2>/dev/null)" != "wasm-bindgen $bindgen" ]; then
  step "wasm-bindgen-cli $bindgen (once, some minutes)"
  cargo install wasm-bindgen-cli --version "=$bindgen" --root target/tools --target-dir target/tools/build --quiet
fi

venv="$root/target/venv"
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r tests/python/requirements.txt
if [ ! tests/js/node_modules/.package-lock.json -nt tests/js/package-lock.json ]; then
  (cd tests/js && npm ci --no-audit --no-fund --loglevel=error)
fi
