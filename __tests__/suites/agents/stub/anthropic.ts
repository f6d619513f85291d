import * as z from 'zod';
import { callPrefix, type Dialect, inPieces, type ServerEvent, type Turn } from './dialect.ts';

const request = z.object({
  model: z.string(),
  stream: z.boolean().optional(),
  tools: z.array(z.object({ name: z.string().optional() })).optional(),
  messages: z.array(
    z.object({
      content: z.union([z.string(), z.array(z.object({ type: z.string(), id: z.string().optional() }))]),
    }),
  ),
});

const stopReasons = { end: 'end_turn', length: 'max_tokens', refusal: 'refusal' } as const;

/** The Messages API of Anthropic. */
export const anthropic: Dialect = {
  name: 'anthropic',
  path: /\/v1\/messages$/,
  read(body) {
    const { model, stream = false, tools = [], messages } = request.parse(body);
    const blocks = messages.flatMap(({ content }) => (typeof content === 'string' ? [] : content));
    return {
      model,
      tools: tools.flatMap(({ name }) => name ?? []),
      callsMade: blocks.filter(({ type, id }) => type === 'tool_use' && id?.startsWith(callPrefix)).length,
      isStreamed: stream,
      sideAnswer: null,
    };
  },
  whole: (turn, model) => ({
    ...frame(model),
    content: blocksOf(turn),
    ...ending(turn),
    usage: usageOf(turn),
  }),
  stream(turn, model) {
    const start = {
      type: 'message_start',
      message: { ...frame(model), content: [], usage: { ...usageOf(turn), output_tokens: 1 } },
    };
    const end = { type: 'message_delta', delta: ending(turn), usage: usageOf(turn) };
    const data = [start, ...blocksOf(turn).flatMap(blockEvents), end, { type: 'message_stop' }];
    return data.map((each): ServerEvent => ({ event: each.type, data: each }));
  },
  overload: (message) => [
    { event: 'error', data: { type: 'error', error: { type: 'overloaded_error', message } } },
  ],
  error: (status, message) => ({
    type: 'error',
    error: { type: { 401: 'authentication_error', 429: 'rate_limit_error' }[status] ?? 'api_error', message },
  }),
};

/** Every answer has a name of its own, by which its pieces are told from the next one's. */
let answers = 0;

const frame = (model: string) => ({
  id: `msg_stub_${++answers}`,
  type: 'message',
  role: 'assistant',
  model,
  stop_reason: null,
  stop_sequence: null,
});

const ending = ({ calls, stop }: Turn) => ({
  stop_reason: calls.length > 0 ? 'tool_use' : stopReasons[stop],
  stop_sequence: null,
});

/** Its count of input is of what no cache had to do with. */
const usageOf = ({ usage: { input, output, cached = 0, written = 0, reasoning = 0 } }: Turn) => ({
  input_tokens: input - cached - written,
  cache_creation_input_tokens: written,
  cache_read_input_tokens: cached,
  output_tokens: output,
  output_tokens_details: { thinking_tokens: reasoning },
});

type Block =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'tool_use'; readonly id: string; readonly name: string; readonly input: unknown };

function blocksOf({ texts, calls }: Turn): Block[] {
  return [
    ...texts.filter(Boolean).map((text) => ({ type: 'text', text }) as const),
    ...calls.map((call) => ({ type: 'tool_use', ...call }) as const),
  ];
}

function blockEvents(block: Block, index: number): { type: string }[] {
  const isText = block.type === 'text';
  const content_block = isText ? { type: 'text', text: '' } : { ...block, input: {} };
  const deltas = isText
    ? inPieces(block.text).map((text) => ({ type: 'text_delta', text }))
    : [{ type: 'input_json_delta', partial_json: JSON.stringify(block.input) }];
  return [
    { type: 'content_block_start', index, content_block },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ] as { type: string }[];
}
