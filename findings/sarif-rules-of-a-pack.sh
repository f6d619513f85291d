#!/bin/sh
# Guess: a result whose rule stands in an extension of the tool, as CodeQL writes with its rules grouped by pack, means the same rule for
#        every reader, and after a merge still does.
# Seen:  `sarif merge` copies the rule to the driver, adds a ruleIndex into the driver, takes the ruleId off and leaves the reference to
#        the extension: the two indexes name different rules, and `sarif validate` finds an error (SARIF1012) that was not there. The Markdown
#        converter leaves the result, an error, out of its list.
# Why:   who reads `ruleIndex` first takes another rule of the pack, with another level; and a summary without the error looks clean.
# With:  @microsoft/sarif-multitool 5.7.0, @security-alert/sarif-to-markdown 1.11.1; Linux, Node.js 20.20.2; 2026-11-27.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . @microsoft/sarif-multitool@5.7.0 @security-alert/sarif-to-markdown@1.11.1 >/dev/null
tool=$folder/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool
chmod u+x "$tool"
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
cat >log.sarif <<'END'
{"version":"2.1.0","runs":[{"columnKind":"utf16CodeUnits",
  "tool":{"driver":{"name":"T","rules":[{"id":"D0","defaultConfiguration":{"level":"note"}}]},
    "extensions":[{"name":"pack","rules":[
      {"id":"E0","defaultConfiguration":{"level":"note"}},
      {"id":"E1","defaultConfiguration":{"level":"error"},"messageStrings":{"default":{"text":"Wrong: {0}."}}}]}]},
  "results":[
    {"ruleId":"E1","rule":{"id":"E1","index":1,"toolComponent":{"index":0}},"message":{"id":"default","arguments":["x"]},
     "locations":[{"physicalLocation":{"artifactLocation":{"uri":"a.js"},"region":{"startLine":2}}}]},
    {"ruleId":"D0","ruleIndex":0,"message":{"text":"Perhaps."},
     "locations":[{"physicalLocation":{"artifactLocation":{"uri":"a.js"},"region":{"startLine":3}}}]}]}]}
END
"$tool" merge log.sarif --output-directory . --output-file merged.sarif --threads 1 --log ForceOverwrite >/dev/null
# errors FILE: of validation
errors() { "$tool" validate "$1" --rule-kind Sarif 2>&1 | grep -oE 'error SARIF[0-9]+' | sort -u | xargs; }
cat >try.cjs <<'JS'
const { readFileSync } = require('node:fs');
const { sarifToMarkdown } = require('@security-alert/sarif-to-markdown');
const parse = (file) => JSON.parse(readFileSync(file, 'utf8'));
const [{ tool, results: [result] }] = parse('merged.sarif').runs;
console.log(`ruleId: ${result.ruleId}`);
console.log(`of the driver: ${tool.driver.rules[result.ruleIndex].id}`);
console.log(`the same index in the extension: ${tool.extensions[0].rules[result.ruleIndex].id}, its own index there: ${result.rule.index}`);
const [{ body }] = sarifToMarkdown({ title: 't', owner: 'o', repo: 'r', branch: 'b', sourceRoot: '' })(parse('log.sarif'));
console.log(`lines listed: ${body.match(/a\.js#L\d/g).join(' ')}`);
JS
seen=$(
  echo "errors before: $(errors log.sarif)"
  echo "errors after: $(errors merged.sarif)"
  node try.cjs
)
echo "$seen"
[ "$seen" = 'errors before: 
errors after: error SARIF1012
ruleId: undefined
of the driver: E1
the same index in the extension: E0, its own index there: 1
lines listed: a.js#L3' ]
