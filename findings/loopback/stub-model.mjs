// A model service on loopback that says what it is told: node stub-model.mjs TURNS.json PORT-FILE
// TURNS.json is a list of turns, { "say": "text", "calls": [{ "name": "read", "input": {} }] }; a request gets the turn after the
// tool results that it carries, the last one for ever. It speaks Messages, Responses, Chat Completions and Gemini's API.
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { gunzipSync } from 'node:zlib';

const [turnsFile, portFile] = process.argv.slice(2);
const turns = JSON.parse(readFileSync(turnsFile, 'utf8'));
const requests = [];

function turnAfter(results) {
  let made = 0;
  for (const turn of turns) {
    if (made >= results)
      return {
        say: '',
        ...turn,
        calls: (turn.calls ?? []).map((call, i) => ({ id: `call_${made + i}`, ...call })),
      };
    made += turn.calls?.length ?? 0;
  }
  return { say: turns.at(-1).say ?? '', calls: [] };
}

const usage = { input_tokens: 1000, output_tokens: 50 };
const dialects = [
  {
    path: /\/v1\/messages$/,
    results: (body) => count(body, /"type":"tool_result"/g),
    events: ({ say, calls }) => [
      {
        type: 'message_start',
        message: {
          id: `msg_${requests.length}`,
          type: 'message',
          role: 'assistant',
          model: 'm',
          content: [],
          usage: { ...usage, output_tokens: 1 },
        },
      },
      ...[
        ...(say ? [{ type: 'text', text: say }] : []),
        ...calls.map((call) => ({ type: 'tool_use', ...call })),
      ].flatMap((block, index) => [
        {
          type: 'content_block_start',
          index,
          content_block: block.type === 'text' ? { type: 'text', text: '' } : { ...block, input: {} },
        },
        {
          type: 'content_block_delta',
          index,
          delta:
            block.type === 'text'
              ? { type: 'text_delta', text: block.text }
              : { type: 'input_json_delta', partial_json: JSON.stringify(block.input) },
        },
        { type: 'content_block_stop', index },
      ]),
      { type: 'message_delta', delta: { stop_reason: calls.length ? 'tool_use' : 'end_turn' }, usage },
      { type: 'message_stop' },
    ],
  },
  {
    path: /\/responses$/,
    results: (body) => count(body, /"type":"(?:function|custom_tool)_call_output"/g),
    events: ({ say, calls }) => {
      const output = [
        {
          type: 'message',
          id: 'm',
          role: 'assistant',
          status: 'completed',
          content: say ? [{ type: 'output_text', text: say, annotations: [] }] : [],
        },
        ...calls.map(({ id, input, ...tool }) =>
          typeof input === 'string'
            ? { type: 'custom_tool_call', id: `c${id}`, call_id: id, status: 'completed', ...tool, input }
            : {
                type: 'function_call',
                id: `f${id}`,
                call_id: id,
                status: 'completed',
                ...tool,
                arguments: JSON.stringify(input),
              },
        ),
      ];
      const response = {
        id: 'r',
        object: 'response',
        status: 'completed',
        output,
        usage: { ...usage, total_tokens: 1050 },
      };
      return [
        { type: 'response.created', response: { id: 'r', status: 'in_progress', output: [] } },
        ...output.map((item, output_index) => ({ type: 'response.output_item.done', output_index, item })),
        { type: 'response.completed', response },
      ];
    },
  },
  {
    path: /\/chat\/completions$/,
    results: (body) => count(body, /"role":"tool"/g),
    events: ({ say, calls }) => {
      const chunk = (delta, finish_reason = null) => ({
        id: 'c',
        object: 'chat.completion.chunk',
        created: 0,
        model: 'm',
        choices: [{ index: 0, delta, finish_reason }],
      });
      const tool_calls = calls.map(({ id, name, input }, index) => ({
        index,
        id,
        type: 'function',
        function: { name, arguments: JSON.stringify(input) },
      }));
      return [
        chunk({ role: 'assistant', content: say }),
        ...(calls.length ? [chunk({ tool_calls })] : []),
        chunk({}, calls.length ? 'tool_calls' : 'stop'),
        {
          ...chunk({}),
          choices: [],
          usage: { prompt_tokens: 1000, completion_tokens: 50, total_tokens: 1050 },
        },
      ];
    },
  },
  {
    path: /:streamGenerateContent$/,
    results: (body) => count(body, /"functionResponse"/g),
    events: ({ say, calls }) => [
      {
        candidates: [
          {
            index: 0,
            finishReason: 'STOP',
            content: {
              role: 'model',
              parts: [
                ...(say ? [{ text: say }] : []),
                ...calls.map(({ name, input }) => ({ functionCall: { name, args: input } })),
              ],
            },
          },
        ],
        usageMetadata: { promptTokenCount: 1000, candidatesTokenCount: 50, totalTokenCount: 1050 },
      },
    ],
  },
];
const count = (text, pattern) => (text.match(pattern) ?? []).length;

createServer(async (request, response) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  const bytes = Buffer.concat(parts);
  const body = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString();
  const dialect = dialects.find(
    ({ path }) => request.method === 'POST' && path.test(request.url.split('?')[0]),
  );
  if (!dialect)
    return response
      .writeHead(request.method === 'HEAD' ? 200 : 404, { 'content-type': 'application/json' })
      .end('{}');
  requests.push(body);
  writeFileSync(`${portFile}.requests`, JSON.stringify(requests));
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const event of dialect.events(turnAfter(dialect.results(body)))) {
    response.write(`${event.type ? `event: ${event.type}\n` : ''}data: ${JSON.stringify(event)}\n\n`);
  }
  response.end(/chat/.test(request.url) ? 'data: [DONE]\n\n' : '');
})
  .on('upgrade', (_, socket) => socket.end('HTTP/1.1 426 Upgrade Required\r\ncontent-length: 0\r\n\r\n'))
  .listen(0, '127.0.0.1', function ready() {
    writeFileSync(portFile, String(this.address().port));
  });
