import * as z from 'zod';
import { callPrefix, type Dialect, inPieces, type ServerEvent, type Turn } from './dialect.ts';

const request = z.object({
  model: z.string(),
  stream: z.boolean().optional(),
  tools: z.array(z.object({ function: z.object({ name: z.string() }) })).optional(),
  messages: z.array(z.object({ tool_calls: z.array(z.object({ id: z.string() })).nullish() })),
});

const finishReasons = { end: 'stop', length: 'length', refusal: 'content_filter' } as const;

/** The Chat Completions API, as spoken by many services. */
export const chat: Dialect = {
  name: 'chat',
  path: /\/chat\/completions$/,
  read(body) {
    const { model, stream = false, tools = [], messages } = request.parse(body);
    const calls = messages.flatMap(({ tool_calls }) => tool_calls ?? []);
    return {
      model,
      tools: tools.map((tool) => tool.function.name),
      callsMade: calls.filter(({ id }) => id.startsWith(callPrefix)).length,
      isStreamed: stream,
      sideAnswer: null,
    };
  },
  whole: (turn, model) => ({
    ...frame('chat.completion', model),
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: turn.texts.join(''), ...toolCalls(turn) },
        finish_reason: finish(turn),
      },
    ],
    usage: usageOf(turn),
  }),
  stream(turn, model) {
    const chunk = (delta: object, finish_reason: string | null = null): ServerEvent => ({
      data: { ...frame('chat.completion.chunk', model), choices: [{ index: 0, delta, finish_reason }] },
    });
    return [
      chunk({ role: 'assistant', content: '' }),
      ...inPieces(turn.texts.join('')).map((content) => chunk({ content })),
      ...(turn.calls.length > 0 ? [chunk(toolCalls(turn))] : []),
      chunk({}, finish(turn)),
      { data: { ...frame('chat.completion.chunk', model), choices: [], usage: usageOf(turn) } },
      { data: '[DONE]' },
    ];
  },
  overload: (message) => [{ data: { error: { message, type: 'server_error', code: 'overloaded' } } }],
  error: (status, message) => ({
    error: {
      message,
      type: 'stub_error',
      param: null,
      code: { 401: 'invalid_api_key', 429: 'rate_limit_exceeded' }[status] ?? null,
    },
  }),
};

const frame = (object: string, model: string) => ({ id: 'chatcmpl-stub', object, created: 0, model });

const finish = ({ calls, stop }: Turn): string => (calls.length > 0 ? 'tool_calls' : finishReasons[stop]);

function toolCalls({ calls }: Turn): object {
  if (calls.length === 0) return {};
  const tool_calls = calls.map(({ id, name, input }, index) => {
    return { index, id, type: 'function', function: { name, arguments: JSON.stringify(input) } };
  });
  return { tool_calls };
}

const usageOf = ({ usage: { input, output, cached = 0, reasoning = 0 } }: Turn) => ({
  prompt_tokens: input,
  prompt_tokens_details: { cached_tokens: cached },
  completion_tokens: output,
  completion_tokens_details: { reasoning_tokens: reasoning },
  total_tokens: input + output,
});
