#!/usr/bin/env bash
# Guess: primaryLocationLineHash, by which code scanning knows an alert again, is the hash of its line: what changes around it does not count.
# Seen:  a changed line above leaves it as it is, and so does another indent of its own line. A changed line below makes it another one.
# With:  @microsoft/sarif-multitool 5.7.0, `rewrite --insert RollingHashPartialFingerprints`; Linux; 2026-11-27.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . @microsoft/sarif-multitool@5.7.0 >/dev/null 2>&1
tool=$folder/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool
chmod u+x "$tool"
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1

cat >log.sarif <<END
{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"T","rules":[{"id":"R1"}]}},"columnKind":"utf16CodeUnits","results":[
  {"ruleId":"R1","message":{"text":"Wrong."},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"file://$folder/code.txt"},"region":{"startLine":2}}}]}]}]}
END
# $1 name, $2 the file, of which line 2 is hashed
hash() {
  printf "$2" >code.txt
  "$tool" rewrite log.sarif -o out.sarif --insert RollingHashPartialFingerprints --log ForceOverwrite >/dev/null 2>&1
  echo "$1 $(grep -o '"primaryLocationLineHash": *"[^"]*"' out.sarif | cut -d'"' -f4)"
}
seen=$(
  hash plain 'one\ntwo\nthree\n'
  hash above 'ONE\ntwo\nthree\n'
  hash indent 'one\n\t two \nthree\n'
  hash below 'one\ntwo\nTHREE\n'
)
echo "$seen"
plain=$(sed -n 's/^plain //p' <<<"$seen")
test -n "$plain"
grep -q "^above $plain\$" <<<"$seen"
grep -q "^indent $plain\$" <<<"$seen"
! grep -q "^below $plain\$" <<<"$seen"
