import * as z from 'zod';
import { readEvents } from '../adapter/events.ts';
import { pairUses, type Step, type ToolUse } from '../adapter/tool-uses.ts';

const output = z.union([
  z.string(),
  z
    .array(z.object({ text: z.string().optional() }))
    .transform((parts) => parts.map(({ text = '' }) => text).join('\n')),
]);
const item = z.union([
  z.object({ type: z.literal('message'), role: z.literal('assistant') }),
  z.object({
    type: z.enum(['function_call', 'custom_tool_call']),
    call_id: z.string(),
    arguments: z.string().optional(),
    input: z.string().optional(),
  }),
  z.object({
    type: z.enum(['function_call_output', 'custom_tool_call_output']),
    call_id: z.string(),
    output,
  }),
]);
const line = z.object({ type: z.literal('response_item'), payload: item });
const turnContext = z.object({ type: z.literal('turn_context'), payload: z.object({ model: z.string() }) });

/** Tokens as Codex counts them, in its events and in its session. */
export const sessionUsage = z.object({
  input_tokens: z.number(),
  cached_input_tokens: z.number().nullish(),
  output_tokens: z.number(),
  reasoning_output_tokens: z.number().nullish(),
});
/** What it writes after every answer of its model: all of the session until then. */
const tokenCount = z.object({
  type: z.literal('event_msg'),
  payload: z.object({
    type: z.literal('token_count'),
    info: z.object({ total_token_usage: sessionUsage }),
  }),
});

/**
 * Reads what Codex keeps of a session below its HOME. Its events tell what a command printed, and only this file what its model got
 * of that: some 20,000 bytes of both ends, or less where the model asked for less, or what code of the model made of it.
 */
export function readSession(log: string): {
  readonly model: string | null;
  readonly uses: ToolUse[] | null;
  readonly usage: z.infer<typeof sessionUsage> | null;
} {
  const steps = readEvents(log, line).map(({ payload }) => stepOf(payload));
  const model = readEvents(log, turnContext).at(-1)?.payload.model ?? null;
  const usage = readEvents(log, tokenCount).at(-1)?.payload.info.total_token_usage ?? null;
  return { model, uses: log === '' ? null : pairUses(steps), usage };
}

function stepOf(payload: z.infer<typeof item>): Step {
  if (payload.type === 'message') return { type: 'said', text: '' };
  const id = payload.call_id;
  if (!('output' in payload)) {
    return { type: 'called', id, path: null, asked: payload.arguments ?? payload.input ?? '' };
  }
  const isOfCode = payload.type === 'custom_tool_call_output';
  const pieces = shownPieces(payload.output);
  return { type: 'returned', id, pieces: isOfCode ? [...pieces, ...pieces.map(unescaped)] : pieces };
}

/** What stands below the head that Codex writes, split where it cut. */
function shownPieces(text: string): string[] {
  const body = text
    .replace(/^(?:.*\n)*?Output:\n/, '')
    .replace(/^Warning: truncated output .*\n(?:Total output lines: \d+\n)?\n?/, '');
  return body.split(/…\d+ tokens truncated…/);
}

/** Code of a model mostly prints a result as JSON. */
const unescaped = (text: string): string =>
  text.replace(/\\([nt"\\])/g, (_, letter: string) => ({ n: '\n', t: '\t' })[letter] ?? letter);
