#!/bin/sh
# Guess: a run of an agent whose answer was cut at the token limit, or stopped by the content filter, fails or says so, as
#        `chat.completions.parse` of the same maker throws for both; and so does a run that ends with a tool that threw.
# Seen:  `run` resolves and `finalOutput` is the stump; that it was cut stands only in the vendor's data inside `rawResponses`. With
#        `stop_on_first_tool` the sentence meant to tell the model of the error is the final output, and what was thrown is nowhere. A
#        refusal is the other way round: `run` rejects, `parse` resolves.
# Why:   "No problems in the fi" is a finished review for whoever reads the result; so is "An error occurred while running the tool."
# With:  @openai/agents 0.20.0 over Chat Completions, openai 7.59.0, a server on loopback; Node.js 20.20.2; 2026-11-28.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . @openai/agents@0.20.0 openai@7.59.0 zod@4.6.7 >/dev/null
cat >try.mjs <<'JS'
import { createServer } from 'node:http';
import { Agent, OpenAIChatCompletionsModel, run, setTracingDisabled, tool } from '@openai/agents';
import OpenAI from 'openai';
import { z } from 'zod';
setTracingDisabled(true);
let answer;
const server = createServer((request, response) => {
  request.resume();
  const [finish_reason, message] = answer;
  const choice = { index: 0, finish_reason, message: { role: 'assistant', content: null, ...message } };
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ id: 'c', object: 'chat.completion', created: 1, model: 'm', choices: [choice] }));
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const client = new OpenAI({ apiKey: 'k', baseURL: `http://127.0.0.1:${server.address().port}`, maxRetries: 0 });
const model = new OpenAIChatCompletionsModel(client, 'm');
const check = tool({ name: 'check', description: 'd', parameters: z.object({}), execute: () => { throw new Error('disk full'); } });
const rejects = (error) => `rejects with ${error.constructor.name}`;
const agentRun = (options) =>
  run(new Agent({ name: 'a', instructions: 'i', model, ...options }), 'Review it.').then(
    ({ finalOutput, rawResponses }) => `"${finalOutput}", reason ${/length|content_filter|disk full/.test(JSON.stringify(rawResponses)) ? 'in the raw response' : 'nowhere'}`,
    rejects,
  );
const answers = {
  'cut at the limit': ['length', { content: 'No problems in the fi' }],
  'stopped by the filter': ['content_filter', { content: 'No problems in the fi' }],
  'refusal': ['stop', { refusal: 'No.' }],
};
for (const [name, given] of Object.entries(answers)) {
  answer = given;
  const parsed = await client.chat.completions.parse({ model: 'm', messages: [{ role: 'user', content: 'q' }] }).then(() => 'resolves', rejects);
  console.log(`${name}: run ${await agentRun({})}; parse ${parsed}`);
}
answer = ['tool_calls', { tool_calls: [{ id: 't', type: 'function', function: { name: 'check', arguments: '{}' } }] }];
console.log(`tool that threw: run ${await agentRun({ tools: [check], toolUseBehavior: 'stop_on_first_tool' })}`);
server.close();
JS
seen=$(node try.mjs)
echo "$seen"
[ "$seen" = 'cut at the limit: run "No problems in the fi", reason in the raw response; parse rejects with LengthFinishReasonError
stopped by the filter: run "No problems in the fi", reason in the raw response; parse rejects with ContentFilterFinishReasonError
refusal: run rejects with ModelRefusalError; parse resolves
tool that threw: run "An error occurred while running the tool. Please try again.", reason nowhere' ]
