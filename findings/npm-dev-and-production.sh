#!/bin/sh
# Guess: a package that stands under both dependencies and devDependencies is in a production installation, whichever of the two
#        ranges wins.
# Seen:  npm takes the development one, marks it `dev` in the lock file, and `npm ci --omit=dev` ends with 0 and installs nothing. pnpm and
#        yarn 1 never write down the development range, Bun installs the development version in production, and Berry the other one.
# Why:   who reviews such a line has to know the tool to say what runs in production; and a lock file that holds only one of the two
#        requests is not stale: `pnpm install --frozen-lockfile` and `yarn install --frozen-lockfile` take it.
# With:  npm 11.19.1, pnpm 12.21.0, bun 1.4.5, yarn 4.18.1 and 1.22.22; Linux, Node.js 20.20.2; 2026-11-27.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export CI=1 YARN_ENABLE_TELEMETRY=0 YARN_ENABLE_IMMUTABLE_INSTALLS=0 YARN_NODE_LINKER=node-modules
mkdir "$folder/tools" && cd "$folder/tools"
npm install --silent --no-audit --no-fund --prefix . npm@11.19.1 pnpm@12.21.0 bun@1.4.5 @yarnpkg/cli-dist@4.18.1 classic@npm:yarn@1.22.22 >/dev/null
bin=$folder/tools/node_modules/.bin
classic=$folder/tools/node_modules/classic/bin/yarn.js

# try NAME LOCK PRODUCTION: what each of the two commands leaves
try() {
  mkdir "$folder/$1" && cd "$folder/$1"
  echo '{"name":"r","version":"1.0.0","license":"MIT","dependencies":{"ms":"2.0.0"},"devDependencies":{"ms":"2.1.2"}}' >package.json
  [ "$1" != berry ] || touch yarn.lock
  $2 >/dev/null 2>&1
  rm -rf node_modules
  code=0
  $3 >output 2>&1 || code=$?
  version=$(sed -n 's/.*"version": "\(.*\)".*/\1/p' node_modules/ms/package.json 2>/dev/null || true)
  echo "$1: exit $code, in production: ${version:-nothing}"
}
seen=$(
  try npm "$bin/npm install --package-lock-only" "$bin/npm ci --omit=dev"
  try pnpm "$bin/pnpm install --lockfile-only" "$bin/pnpm install --prod --frozen-lockfile"
  try bun "$bin/bun install --lockfile-only" "$bin/bun install --production --frozen-lockfile"
  try berry "$bin/yarn install" "$bin/yarn workspaces focus --production"
  try classic "node $classic install" "node $classic install --production --frozen-lockfile"
  echo "requests that pnpm-lock.yaml holds: $(sed -n 's/ *specifier: *//p' "$folder/pnpm/pnpm-lock.yaml" | xargs)"
)
echo "$seen"
[ "$seen" = 'npm: exit 0, in production: nothing
pnpm: exit 0, in production: 2.0.0
bun: exit 0, in production: 2.1.2
berry: exit 0, in production: 2.0.0
classic: exit 0, in production: 2.0.0
requests that pnpm-lock.yaml holds: 2.0.0' ]
