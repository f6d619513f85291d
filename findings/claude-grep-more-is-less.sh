#!/bin/sh
# Guess: a model that asks Claude Code's Grep for more lines (`head_limit`) than it gives by default gets at least what the default gives.
# Seen:  of 600 matching lines the default shows 250. Asked for 1,000 or for all (0), the answer, about 20 kB, is put into a
#        file: the model gets its first 2 kB, here 54 lines. A list of names says "Found 250 files" where 300 match, and no total.
# Why:   "nothing else calls it" can rest on a search that was cut, the more so where the model asked for everything.
# With:  @anthropic-ai/claude-code 2.1.332, --output-format stream-json; 2026-11-27.
dir=$(mktemp -d)
. "$(dirname "$0")/loopback/begin.sh"
install @anthropic-ai/claude-code@2.1.332 install.cjs
(
  cd "$dir/tree" && mkdir many && node -e '
    const { writeFileSync } = require("fs");
    writeFileSync("calls.js", Array.from({ length: 600 }, (_, i) => `  needle(${i}, "of a longer line");\n`).join(""));
    for (let i = 0; i < 300; i++) writeFileSync(`many/${i}.js`, "needle();\n");'
)
serve <<EOF
[{"calls":[{"name":"Grep","input":{"pattern":"needle","path":"$dir/tree/calls.js","output_mode":"content"}}]},
 {"calls":[{"name":"Grep","input":{"pattern":"needle","path":"$dir/tree/calls.js","output_mode":"content","head_limit":1000}}]},
 {"calls":[{"name":"Grep","input":{"pattern":"needle","path":"$dir/tree/calls.js","output_mode":"content","head_limit":0}}]},
 {"calls":[{"name":"Grep","input":{"pattern":"needle","path":"$dir/tree/many"}}]},{"say":"Done."}]
EOF
echo hello | run ANTHROPIC_API_KEY=k ANTHROPIC_BASE_URL="$url" CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC=1 DISABLE_AUTOUPDATER=1 \
  claude --print --verbose --output-format stream-json --tools Read,Grep --no-session-persistence
node -e '
  const { messages } = JSON.parse(JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")).at(-1));
  const blocks = messages.flatMap(({ content }) => (Array.isArray(content) ? content : [])).filter(({ type }) => type === "tool_result");
  for (const { content } of blocks) {
    const text = typeof content === "string" ? content : content.map(({ text }) => text).join("");
    console.log(text.split("\n").filter((line) => /needle\(\d+, "of a longer line"\)/.test(line)).length, /^<persisted-output>/.test(text), text.match(/^Found .*/)?.[0] ?? "");
  }' "$dir/port.requests" >"$dir/seen"
expect 'lines that the model got of 600, by default' "$(sed -n 1p "$dir/seen")" '250 false '
expect 'asked for 1,000, and whether the rest is in a file' "$(sed -n 2p "$dir/seen")" '54 true '
expect 'asked for all' "$(sed -n 3p "$dir/seen")" '54 true '
expect 'names of 300 files' "$(sed -n 4p "$dir/seen")" '0 false Found 250 files limit: 250'
