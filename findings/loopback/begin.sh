# Sourced by findings on agent CLIs, in whose $dir they happen: a pinned package, a model on loopback, and nothing else to reach.
set -eu
here=$(cd "$(dirname "$0")/loopback" && pwd)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$dir"' EXIT
mkdir "$dir/home" "$dir/tree" "$dir/tmp"

# install PACKAGE@VERSION [SCRIPT]: with the install script that brings its native program, where it has one; further calls add to it
install() {
  (cd "$dir" && { [ -f package.json ] || echo '{"private":true}' >package.json; } && npm install --ignore-scripts --no-audit --no-fund --loglevel=error "$1" >/dev/null)
  if [ $# -gt 1 ]; then (cd "$dir/node_modules/${1%@*}" && node "$2" >/dev/null); fi
}

# serve: plays the turns on standard input; sets $url
serve() {
  cat >"$dir/turns.json"
  node "$here/stub-model.mjs" "$dir/turns.json" "$dir/port" &
  server=$!
  while [ ! -s "$dir/port" ]; do sleep 0.1; done
  url=http://127.0.0.1:$(cat "$dir/port")
}

# run VARIABLES... COMMAND: in $dir/tree, with the prompt on standard input; its output is $dir/out
run() {
  cd "$dir/tree"
  env -i PATH="$dir/node_modules/.bin:$PATH" HOME="$dir/home" TMPDIR="$dir/tmp" SHELL=/bin/sh TERM=dumb CI=true NO_COLOR=1 \
    HTTPS_PROXY=http://127.0.0.1:9 HTTP_PROXY=http://127.0.0.1:9 NO_PROXY=127.0.0.1 "$@" >"$dir/out" 2>"$dir/err" || true
}

# expect NAME SEEN EXPECTED: prints what was seen, and fails where that changed
expect() {
  echo "$1: $2"
  [ "$2" = "$3" ] || { echo "changed: it was $3" >&2; tail -5 "$dir/err" >&2; exit 1; }
}
