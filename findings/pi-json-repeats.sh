#!/bin/sh
# Guess: in pi's JSON mode a tool's result is told once, or twice with its end, so that output is about as long as what was read.
# Seen:  the text is told six times: at the end of the tool (twice: content and structured content), at the beginning and the end of its
#        message, at the end of the turn, and at the end of the run. The session file has it once.
# With:  @earendil-works/pi-coding-agent 1.5.2 (Node 22.19 or newer); 2026-11-27.
. "$(dirname "$0")/begin.sh"
install @earendil-works/pi-coding-agent@1.5.2
echo needle-in-a-file >"$dir/work/a.txt"
mkdir -p "$dir/home/.pi/agent"
serve <<EOF
[{"calls":[{"name":"read","input":{"path":"$dir/work/a.txt"}}]},{"say":"Done."}]
EOF
echo "{\"providers\":{\"own\":{\"baseUrl\":\"$url/v1\",\"api\":\"openai-completions\",\"apiKey\":\"k\",\"models\":[{\"id\":\"m\"}]}}}" >"$dir/home/.pi/agent/models.json"
echo hello | run pi --print --mode json --offline --no-extensions --session-dir "$dir/sessions" --model own/m
expect 'how often the text is in the output' "$(grep -o needle-in-a-file "$dir/out" | wc -l | tr -d ' ')" 6
expect 'and in the session' "$(cat "$dir"/sessions/*.jsonl | grep -o needle-in-a-file | wc -l | tr -d ' ')" 1
