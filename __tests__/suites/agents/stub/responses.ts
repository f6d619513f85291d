import * as z from 'zod';
import { callPrefix, type Dialect, inPieces, type ServerEvent, type ToolCall, type Turn } from './dialect.ts';

const request = z.object({
  model: z.string(),
  stream: z.boolean().optional(),
  tools: z.array(z.object({ name: z.string().optional(), type: z.string() })).optional(),
  input: z.union([
    z.string(),
    z.array(z.object({ type: z.string().optional(), call_id: z.string().optional() })),
  ]),
});

/** The Responses API of OpenAI. */
export const responses: Dialect = {
  name: 'responses',
  path: /\/responses$/,
  read(body) {
    const { model, stream = false, tools = [], input } = request.parse(body);
    const items = typeof input === 'string' ? [] : input;
    return {
      model,
      tools: tools.map(({ name, type }) => name ?? type),
      callsMade: items.filter(
        ({ type, call_id }) => type?.endsWith('_call') && call_id?.startsWith(callPrefix),
      ).length,
      isStreamed: stream,
      sideAnswer: null,
    };
  },
  whole: (turn, model) => closed(turn, model),
  stream(turn, model) {
    const response = { ...frame(model), status: 'in_progress', output: [] };
    const done = closed(turn, model);
    const events = [
      { type: 'response.created', response },
      { type: 'response.in_progress', response },
      ...(turn.stop === 'refusal' ? [] : turn.texts.filter(Boolean).flatMap(textEvents)),
      ...done.output.map((item, output_index) => ({ type: 'response.output_item.done', output_index, item })),
      { type: done.status === 'completed' ? 'response.completed' : 'response.incomplete', response: done },
    ];
    return events.map(
      (each, sequence_number): ServerEvent => ({ event: each.type, data: { ...each, sequence_number } }),
    );
  },
  overload(message) {
    const error = { code: 'server_is_overloaded', message };
    const response = { ...frame('stub'), status: 'failed', output: [], error };
    return [{ event: 'response.failed', data: { type: 'response.failed', sequence_number: 0, response } }];
  },
  error: (status, message) => ({
    error: {
      message,
      type: 'stub_error',
      param: null,
      code: { 401: 'invalid_api_key', 429: 'rate_limit_exceeded' }[status] ?? null,
    },
  }),
};

const frame = (model: string) => ({ id: 'resp_stub', object: 'response', created_at: 0, model, error: null });

function closed(turn: Turn, model: string) {
  const { input, output, cached = 0, reasoning = 0 } = turn.usage;
  return {
    ...frame(model),
    status: turn.stop === 'length' ? 'incomplete' : 'completed',
    incomplete_details: turn.stop === 'length' ? { reason: 'max_output_tokens' } : null,
    output: itemsOf(turn),
    usage: {
      input_tokens: input,
      input_tokens_details: { cached_tokens: cached },
      output_tokens: output,
      output_tokens_details: { reasoning_tokens: reasoning },
      total_tokens: input + output,
    },
  };
}

function itemsOf({ texts, calls, stop }: Turn): object[] {
  return [...texts.map((text, index) => messageItem(text, index, stop)), ...calls.map(callItem)];
}

function messageItem(text: string, index: number, stop: Turn['stop']): object {
  const part =
    stop === 'refusal' ? { type: 'refusal', refusal: text } : { type: 'output_text', text, annotations: [] };
  const status = stop === 'length' ? 'incomplete' : 'completed';
  const content = text ? [part] : [];
  return { type: 'message', id: `msg_stub_${index}`, role: 'assistant', status, content };
}

function callItem({ id, input, ...tool }: ToolCall): object {
  const common = { status: 'completed', call_id: id, ...tool };
  return typeof input === 'string'
    ? { type: 'custom_tool_call', id: `ctc_${id}`, ...common, input }
    : { type: 'function_call', id: `fc_${id}`, ...common, arguments: JSON.stringify(input) };
}

function textEvents(text: string, index: number): { type: string }[] {
  const id = `msg_stub_${index}`;
  const place = { item_id: id, output_index: index, content_index: 0 };
  const item = { type: 'message', id, role: 'assistant', status: 'in_progress', content: [] };
  return [
    { type: 'response.output_item.added', output_index: index, item },
    ...inPieces(text).map((delta) => ({ type: 'response.output_text.delta', ...place, delta })),
    { type: 'response.output_text.done', ...place, text },
  ] as { type: string }[];
}
