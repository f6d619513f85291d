#!/bin/sh
# Guess: what git tracks belongs to the repository for an agent too, although a line of .gitignore would fit it: such a line says nothing of
#        files that are tracked.
# Seen:  Gemini's `grep_search`, `glob` and `list_directory` leave such a file out, and `read_file` refuses it by its name. Claude Code's
#        Grep does not find what is in it, its Glob lists it and its Read shows it.
# Why:   where build/ is ignored and one file of it committed by force, the change to that file cannot be opened by one agent, and "nothing else
#        calls it" is wrong for both.
# With:  @google/gemini-cli 0.61.0, @anthropic-ai/claude-code 2.1.332; 2026-11-28.
dir=$(mktemp -d)
. "$(dirname "$0")/loopback/begin.sh"
install @google/gemini-cli@0.61.0
install @anthropic-ai/claude-code@2.1.332 install.cjs
(
  cd "$dir/tree" && mkdir build src
  echo 'needle();' >src/a.js
  echo 'needle();' >build/tracked.js
  echo build >.gitignore
  git init -q && git add -f . && git -c user.name=n -c user.email=n@example.org commit -qm tree
)
# results: one line for each tool result that the model got, whether it names the file, or shows what is in it
results() {
  node -e '
    const last = JSON.parse(JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")).at(-1));
    const found = [];
    const walk = (part) => {
      if (typeof part !== "object" || part === null) return;
      if (part.functionResponse) found.push(JSON.stringify(part.functionResponse.response));
      else if (part.type === "tool_result") found.push(JSON.stringify(part.content));
      else Object.values(part).forEach(walk);
    };
    walk(last);
    const tell = (text) => (/ignored by configured ignore patterns/.test(text) ? "refused" : /tracked\.js|^"1[^/]*needle/.test(text) ? "shown" : "left out");
    console.log(found.map(tell).join(", "));' "$dir/port.requests"
}
mkdir -p "$dir/home/.gemini"
echo '{"security":{"auth":{"selectedType":"gemini-api-key"},"folderTrust":{"enabled":false}},"privacy":{"usageStatisticsEnabled":false},"general":{"enableAutoUpdate":false}}' >"$dir/home/.gemini/settings.json"
serve <<EOF
[{"calls":[{"name":"grep_search","input":{"pattern":"needle"}}]},{"calls":[{"name":"glob","input":{"pattern":"**/*.js"}}]},
 {"calls":[{"name":"read_file","input":{"file_path":"$dir/tree/build/tracked.js"}}]},{"say":"Done."}]
EOF
echo hello | run GEMINI_API_KEY=k GOOGLE_GEMINI_BASE_URL="$url" GEMINI_CLI_TRUST_WORKSPACE=false \
  gemini --output-format stream-json --model gemini-2.5-flash --prompt ''
gemini=$(results)
kill "$server" && rm "$dir/port" "$dir/port.requests"
serve <<EOF
[{"calls":[{"name":"Grep","input":{"pattern":"needle","path":"$dir/tree"}}]},{"calls":[{"name":"Glob","input":{"pattern":"**/*.js","path":"$dir/tree"}}]},
 {"calls":[{"name":"Read","input":{"file_path":"$dir/tree/build/tracked.js"}}]},{"say":"Done."}]
EOF
echo hello | run ANTHROPIC_API_KEY=k ANTHROPIC_BASE_URL="$url" CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC=1 DISABLE_AUTOUPDATER=1 \
  claude --print --verbose --output-format stream-json --tools Read,Grep,Glob --no-session-persistence
claude=$(results)
expect 'Gemini: search, list, read' "$gemini" 'left out, left out, refused'
expect 'Claude Code: search, list, read' "$claude" 'left out, shown, shown'
