import * as z from 'zod';
import type { Tokens } from '../../model/run.ts';
import type { Answer, CliFacts, Ended, RunContext } from '../adapter/agent.ts';
import { answerAmong } from '../adapter/answer-among.ts';
import { isJsonObject, keepMeeting, readEvents } from '../adapter/events.ts';
import { explainFailure, explainSilence, noAnswer } from '../adapter/failure.ts';
import { messageBlock } from '../adapter/message-blocks.ts';
import { sumTokens } from '../adapter/tokens.ts';
import { lastWords, pairUses, type Step, tellUses } from '../adapter/tool-uses.ts';

const blocks = z.array(z.unknown()).transform((all) => keepMeeting(all, messageBlock));
const usage = z.object({
  input_tokens: z.number(),
  output_tokens: z.number(),
  cache_read_input_tokens: z.number().nullish(),
  cache_creation_input_tokens: z.number().nullish(),
  output_tokens_details: z.object({ thinking_tokens: z.number().nullish() }).nullish(),
});
const event = z.union([
  z.object({
    type: z.literal('assistant'),
    message: z.object({ id: z.string(), model: z.string(), content: blocks, usage: usage.nullish() }),
  }),
  z.object({
    type: z.literal('user'),
    message: z.object({ content: blocks }),
    tool_use_result: z.unknown().optional(),
  }),
]);
type Block = z.infer<typeof messageBlock>;
const reading = z.object({ file_path: z.string() });
/** What the reading tool says of the part that it showed. */
const shownPart = z.object({
  file: z.object({ startLine: z.number(), numLines: z.number(), totalLines: z.number() }),
});
const result = z.object({
  type: z.literal('result'),
  is_error: z.boolean(),
  num_turns: z.number().nullish(),
  total_cost_usd: z.number().nullish(),
  usage: usage.nullish(),
  api_error_status: z.number().nullish(),
  stop_reason: z.string().nullish(),
  result: z.string().nullish(),
  structured_output: z.unknown().optional(),
});
type Result = z.infer<typeof result>;

/** Reads what a run of Claude Code printed: the messages of its model and, where it got so far, its result. */
export function readClaude(facts: CliFacts, ended: Ended, context: RunContext): Answer {
  const end = readEvents(ended.stdout, result).at(-1);
  const events = readEvents(ended.stdout, event);
  const messages = events
    .flatMap((each) => (each.type === 'assistant' ? [each.message] : []))
    .filter(({ model }) => model !== '<synthetic>'); // the CLI's own words about an error
  const steps = events.flatMap(stepsOf);
  const known = {
    ...noAnswer,
    model: messages.at(-1)?.model ?? null,
    tokens: countTokens(end?.usage) ?? countMessages(messages),
    costUsd: end?.total_cost_usd ?? null,
    turns: end?.num_turns ?? null,
    ...tellUses(pairUses(steps), context.workspace),
  };
  const given = messages.flatMap(({ content }) => content).flatMap((each) => structuredIn(each));
  const text = answerIn(end, given, lastWords(steps));
  if (text) return { ...known, text, outcome: 'completed' };
  if (end?.stop_reason === 'refusal') return { ...known, ...explainSilence(facts, 'a refusal') };
  if (end && !end.is_error) return { ...known, ...explainSilence(facts) };
  return { ...known, ...explainFailure(facts, ended, end?.result, end?.api_error_status) };
}

/** The tool that `--json-schema` adds. */
const answerTool = 'StructuredOutput';

const structuredIn = (each: Block): unknown[] =>
  each.type === 'tool_use' && each.name === answerTool ? [each.input] : [];

function stepsOf(each: z.infer<typeof event>): Step[] {
  if (each.type === 'user') {
    const part = shownPart.safeParse(each.tool_use_result).data?.file;
    return each.message.content.flatMap((item) =>
      item.type === 'tool_result' ? [returned(item, part)] : [],
    );
  }
  const { id: turn, model, content } = each.message;
  if (model === '<synthetic>') return [];
  return content.flatMap((item): Step[] => {
    if (item.type === 'text') return [{ type: 'said', text: item.text, turn }];
    if (item.type !== 'tool_use') return [];
    if (item.name === answerTool) return [{ type: 'said', text: '', turn }];
    const path = item.name === 'Read' ? (reading.safeParse(item.input).data?.file_path ?? null) : null;
    return [{ type: 'called', id: item.id, path, asked: item.input, turn }];
  });
}

function returned(
  { tool_use_id: id, is_error, content }: Extract<Block, { type: 'tool_result' }>,
  part: z.infer<typeof shownPart>['file'] | undefined,
): Step {
  const pieces = [typeof content === 'string' ? content : JSON.stringify(content ?? '')];
  if (is_error) return { type: 'returned', id, result: 'error', pieces };
  if (!part) return { type: 'returned', id, pieces };
  const last = part.startLine + part.numLines - 1;
  return {
    type: 'returned',
    id,
    pieces,
    lines: part.startLine <= 1 && last >= part.totalLines ? null : [part.startLine, last],
  };
}

/**
 * The structured answer, even a refused one; else what was said since the last tool call, if the run ended well, was cut at the
 * token limit (whole findings can be saved from it), or was killed after a complete JSON object.
 */
function answerIn(
  end: Result | undefined,
  given: readonly unknown[],
  words: readonly string[],
): string | null {
  const structured = end?.structured_output ?? given.at(-1);
  if (structured) return JSON.stringify(structured);
  const said = answerAmong(words);
  if (end && !end.is_error && end.stop_reason !== 'refusal') return said || (end.result ?? null);
  const isCut = end?.is_error === true && /output token maximum/.test(end.result ?? '');
  return isCut || isJsonObject(said) ? said : null;
}

/**
 * Of a run that goes on, or was stopped: each message comes several times, and its last count of input is right. That of output is of its
 * beginning, so that what was written counts where it is more, by four characters a token.
 */
function countMessages(
  messages: readonly { id: string; usage?: Result['usage']; content: readonly Block[] }[],
): Tokens | null {
  const last = new Map(messages.map(({ id, usage }) => [id, usage]));
  const counted = sumTokens([...last.values()].map(countTokens));
  if (counted === null) return null;
  const written = messages.reduce((sum, { content }) => sum + JSON.stringify(content).length, 0);
  const output = Math.ceil(written / 4) + (counted.reasoning ?? 0);
  return { ...counted, output: Math.max(counted.output, output) };
}

function countTokens(usage: Result['usage']): Tokens | null {
  if (!usage) return null;
  const cached = usage.cache_read_input_tokens ?? 0;
  const input = usage.input_tokens + cached + (usage.cache_creation_input_tokens ?? 0);
  const reasoning = usage.output_tokens_details?.thinking_tokens;
  return { input, output: usage.output_tokens, cached, ...(reasoning != null && { reasoning }) };
}
