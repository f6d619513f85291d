#!/usr/bin/env bash
# Guess: a tool that cuts code out of a file by the columns of a region counts them as the run's columnKind says.
# Seen:  it counts UTF-16 code units in either case: of `a😀bcd`, column 4 is `b` also where the run counts code points, and there it is `c`.
# With:  @microsoft/sarif-multitool 5.7.0, `rewrite --insert RegionSnippets`; Linux; 2026-11-27.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . @microsoft/sarif-multitool@5.7.0 >/dev/null 2>&1
tool=$folder/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool
chmod u+x "$tool"
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1

printf 'a\360\237\230\200bcd\n' >code.txt
# $1 columnKind
snippet() {
  cat >log.sarif <<END
{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"T","rules":[{"id":"R1"}]}},"columnKind":"$1","results":[
  {"ruleId":"R1","message":{"text":"Wrong."},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"file://$folder/code.txt"},"region":{"startLine":1,"startColumn":4,"endColumn":5}}}]}]}]}
END
  "$tool" rewrite log.sarif -o out.sarif --insert RegionSnippets --log ForceOverwrite >/dev/null 2>&1
  node -e '
    const [run] = JSON.parse(require("fs").readFileSync("out.sarif", "utf8")).runs;
    console.log(process.argv[1], run.results[0].locations[0].physicalLocation.region.snippet.text);' "$1"
}
seen=$(
  snippet utf16CodeUnits
  snippet unicodeCodePoints
)
echo "$seen"
grep -q '^utf16CodeUnits b$' <<<"$seen"
grep -q '^unicodeCodePoints b$' <<<"$seen"
