#!/usr/bin/env bash
# Guess: a dependency that moves to devDependencies makes `bun install --frozen-lockfile` refuse a bun.lock that was not written anew, as every other difference does.
# Seen:  Bun ends with 0 and leaves it under "dependencies"; pnpm ends with 1.
# With:  bun 1.4.5, pnpm 12.21.0; Linux, Node.js 20.20.2; 2026-11-27.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export CI=1
mkdir "$folder/tools" && cd "$folder/tools"
npm install --silent --no-audit --no-fund --prefix . pnpm@12.21.0 bun@1.4.5 >/dev/null 2>&1
bin=$folder/tools/node_modules/.bin
mkdir "$folder/bun" "$folder/pnpm"
for tool in bun pnpm; do
  cd "$folder/$tool"
  echo '{"name":"r","version":"1.0.0","dependencies":{"is-number":"7.0.0"}}' >package.json
  "$bin/$tool" install --lockfile-only >/dev/null 2>&1
  echo '{"name":"r","version":"1.0.0","devDependencies":{"is-number":"7.0.0"}}' >package.json
  code=0
  "$bin/$tool" install --frozen-lockfile >output 2>&1 || code=$?
  echo "$tool $("$bin/$tool" --version): exit $code" | tee -a "$folder/seen"
done
kind=$(grep -oE '"(devDependencies|dependencies)"' "$folder/bun/bun.lock" | head -1)
echo "bun.lock records it under: $kind" | tee -a "$folder/seen"
grep -q '^bun 1.4.5: exit 0$' "$folder/seen"
grep -q '^pnpm 12.21.0: exit 1$' "$folder/seen"
grep -q 'under: "dependencies"' "$folder/seen"
