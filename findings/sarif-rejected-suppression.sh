#!/bin/sh
# Guess: a result whose suppression somebody rejected, or has not decided on yet, is shown as one that stands: SARIF 2.1.0 (3.27.23)
#        takes it for suppressed only where every suppression is accepted.
# Seen:  the Markdown converter lists it under "Suppressed results", whatever the status; `sarif query` takes it for one that stands. Both
#        leave out that the run was configured to give a rule another level: an error is shown as the note that the rule is by default.
# Why:   the summary that people read says "suppressed" of exactly what a reviewer refused to suppress.
# With:  @security-alert/sarif-to-markdown 1.11.1, @microsoft/sarif-multitool 5.7.0; Linux, Node.js 20.20.2; 2026-11-28.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . @microsoft/sarif-multitool@5.7.0 @security-alert/sarif-to-markdown@1.11.1 >/dev/null
tool=$folder/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool
chmod u+x "$tool"
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
cat >make.cjs <<'JS'
const cases = { 1: [], 2: ['accepted'], 3: ['rejected'], 4: ['underReview'], 5: ['accepted', 'rejected'] };
const result = (ruleId, startLine, statuses) => ({
  ruleId, ruleIndex: ruleId === 'A' ? 0 : 1, message: { text: 'Wrong.' }, provenance: { invocationIndex: 0 },
  locations: [{ physicalLocation: { artifactLocation: { uri: 'a.js' }, region: { startLine } } }],
  ...(statuses.length > 0 && { suppressions: statuses.map((status) => ({ kind: 'external', status })) }),
});
const rule = (id, level) => ({ id, defaultConfiguration: { level } });
console.log(JSON.stringify({ version: '2.1.0', runs: [{
  tool: { driver: { name: 'T', rules: [rule('A', 'error'), rule('B', 'note')] } },
  invocations: [{ executionSuccessful: true, ruleConfigurationOverrides: [{ descriptor: { id: 'B' }, configuration: { level: 'error' } }] }],
  columnKind: 'utf16CodeUnits',
  results: [...Object.entries(cases).map(([line, statuses]) => result('A', Number(line), statuses)), result('B', 6, [])],
}] }));
JS
node make.cjs >log.sarif
cat >try.cjs <<'JS'
const { readFileSync } = require('node:fs');
const { sarifToMarkdown } = require('@security-alert/sarif-to-markdown');
const log = JSON.parse(readFileSync('log.sarif', 'utf8'));
const [{ body }] = sarifToMarkdown({ title: 't', owner: 'o', repo: 'r', branch: 'b', sourceRoot: '' })(log);
const [standing, suppressed] = body.split('## Suppressed results');
const lines = (text) => Array.from(text.matchAll(/a\.js#L(\d)/g), ([, line]) => line).sort().join(' ');
console.log(`Markdown: standing ${lines(standing)}, suppressed ${lines(suppressed)}`);
console.log(`Markdown, the rule of another level: ${body.match(/\[(\w+)\]\*\* \*\*\[B\]/)[1]}`);
JS
# query EXPRESSION: the lines of the results that match
query() {
  "$tool" query log.sarif --expression "$1" --output found.sarif --force >/dev/null
  node -p 'JSON.parse(require("fs").readFileSync("found.sarif", "utf8")).runs.flatMap(({ results }) => results ?? []).map(({ locations: [{ physicalLocation: { region } }] }) => region.startLine).join(" ")'
}
seen=$(
  node try.cjs
  echo "query: suppressed $(query "IsSuppressed == 'True'")"
  echo "query, errors of the rule of another level: $(query "RuleId == 'B' && Level == 'Error'")"
)
echo "$seen"
[ "$seen" = 'Markdown: standing 1 6, suppressed 2 3 4 5
Markdown, the rule of another level: NOTE
query: suppressed 2
query, errors of the rule of another level: ' ]
