#!/usr/bin/env bash
# Guess: a list in brackets may be closed at the margin, as JSON is laid out, whichever parser of npm reads it, and how deep it stands does not matter.
# Seen:  js-yaml 5 refuses it everywhere, js-yaml 4 takes it everywhere, yaml takes it at the top and refuses it one level deeper.
# With:  js-yaml 5.5.0 and 4.1.0, yaml 2.9.1; Linux, Node.js 20.20.2; 2026-11-27.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . yaml@2.9.1 new@npm:js-yaml@5.5.0 old@npm:js-yaml@4.1.0 >/dev/null 2>&1
cat >try.cjs <<'JS'
const texts = { top: 'a: [\n  b\n]\n', deeper: 'k:\n  a: [\n    b\n]\n' };
const parsers = {
  'js-yaml 5.5.0': require('new').load,
  'js-yaml 4.1.0': require('old').load,
  'yaml 2.9.1': require('yaml').parse,
};
for (const [name, parse] of Object.entries(parsers))
  for (const [place, text] of Object.entries(texts)) {
    let seen = 'taken';
    try { parse(text); } catch (error) { seen = `refused: ${(error.reason ?? error.message).split(' at line')[0]}`; }
    console.log(`${name}, ${place}: ${seen}`);
  }
JS
node try.cjs 2>&1 | tee seen
grep -q '^js-yaml 5.5.0, top: refused: deficient indentation' seen
grep -q '^js-yaml 5.5.0, deeper: refused' seen
grep -q '^js-yaml 4.1.0, top: taken' seen
grep -q '^js-yaml 4.1.0, deeper: taken' seen
grep -q '^yaml 2.9.1, top: taken' seen
grep -q '^yaml 2.9.1, deeper: refused' seen
