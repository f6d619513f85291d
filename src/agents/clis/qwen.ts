import * as z from 'zod';
import type { Brief } from '../../model/brief.ts';
import type { Tokens } from '../../model/run.ts';
import type {
  Answer,
  CliAgent,
  CliFacts,
  DetectionContext,
  Ended,
  Invocation,
  RunContext,
} from '../adapter/agent.ts';
import { answerAmong } from '../adapter/answer-among.ts';
import { detectCli } from '../adapter/detect-cli.ts';
import { keepMeeting, readEvents } from '../adapter/events.ts';
import { explainFailure, explainSilence, noAnswer } from '../adapter/failure.ts';
import { messageBlock } from '../adapter/message-blocks.ts';
import { sumTokens } from '../adapter/tokens.ts';
import { lastWords, pairUses, type Step, type ToolResult, tellUses } from '../adapter/tool-uses.ts';
import { pickVariables } from '../adapter/variables.ts';
import { writeStdin } from '../adapter/write-stdin.ts';

const facts: CliFacts = {
  program: 'qwen',
  title: 'Qwen Code',
  install: 'npm install -g @qwen-code/qwen-code@0.24.4',
  tested: '0.24.4',
  minimum: {
    version: '0.24.4',
    because:
      'older ones were not seen to hold back the hooks of a pull request (on Node 20 npm installs one silently)',
  },
  signIn: 'set OPENAI_API_KEY and OPENAI_BASE_URL of its service, and its model in `models` or OPENAI_MODEL',
  secrets: ['OPENAI_API_KEY', 'OPENAI_BASE_URL', 'OPENAI_MODEL'],
};

const variables = ['OPENAI_API_KEY', 'OPENAI_BASE_URL', 'OPENAI_MODEL'] as const;

/** It refuses what it estimates to be over its context window, 262,144 tokens for a model it does not know. */
const stdinLimitBytes = 500_000;

const flags = [
  ...['--auth-type', 'openai', '--output-format', 'stream-json'],
  ...['--bare', '--approval-mode', 'default'],
  ...['--exclude-tools', 'run_shell_command', 'edit', 'write_file', 'notebook_edit'],
];

/** Qwen Code by Alibaba. */
export const qwen: CliAgent = {
  type: 'cli',
  facts,
  name: 'qwen',
  family: 'alibaba',
  loginFiles: [],
  keyRoute: { keys: ['OPENAI_API_KEY'], endpoint: 'OPENAI_BASE_URL', service: null },
  detect: (context) => detectCli(facts, isSignedIn(context), context),
  invoke,
  read,
};

/** All three, since OPENAI_API_KEY alone is meant for another agent. */
function isSignedIn({ environment, settings }: DetectionContext): boolean {
  const model = settings.model ?? environment.OPENAI_MODEL;
  return Boolean(environment.OPENAI_API_KEY && environment.OPENAI_BASE_URL && model);
}

function invoke(brief: Brief, { workspace, environment, settings }: RunContext): Invocation {
  return {
    command: [
      facts.program,
      ...flags,
      ...['--json-schema', JSON.stringify(brief.schema)],
      ...(settings.model ? ['--model', settings.model] : []),
    ],
    environment: {
      QWEN_USAGE_STATISTICS_ENABLED: 'false',
      GIT_DIR: '/dev/null', // else the names of the newest commits stand in its prompt
      ...pickVariables(environment, variables),
    },
    stdin: writeStdin(brief, stdinLimitBytes),
    homeFiles: {
      '.qwen/settings.json': JSON.stringify({
        privacy: { usageStatisticsEnabled: false },
        general: { enableAutoUpdate: false },
      }),
    },
    workingDirectory: workspace,
    answerFile: null,
    isolation: ['tool read_file alone (--bare)', 'no project settings'],
  };
}

const answerTool = 'structured_output';
const usage = z.object({
  input_tokens: z.number(),
  output_tokens: z.number(),
  cache_read_input_tokens: z.number().nullish(),
});
const event = z.object({
  type: z.enum(['assistant', 'user']),
  message: z.object({
    model: z.string().nullish(),
    content: z.array(z.unknown()).transform((all) => keepMeeting(all, messageBlock)),
    id: z.string().nullish(),
    usage: usage.nullish(),
  }),
});
type Block = z.infer<typeof messageBlock>;
const reading = z.object({
  file_path: z.string(),
  offset: z.number().nullish(),
  limit: z.number().nullish(),
});
const result = z.object({
  type: z.literal('result'),
  num_turns: z.number(),
  result: z.string().nullish(),
  structured_result: z.unknown().optional(),
  error: z.object({ message: z.string() }).nullish(),
  usage,
});

function read(ended: Ended, context: RunContext): Answer {
  const end = readEvents(ended.stdout, result).at(-1);
  const events = readEvents(ended.stdout, event);
  const blocks = events.flatMap(({ message }) => message.content);
  const steps = blocks.flatMap((each) => stepOf(each, blocks));
  const known = {
    ...noAnswer,
    model: events.findLast(({ type }) => type === 'assistant')?.message.model ?? null,
    tokens: end ? countTokens(end.usage) : countMessages(events),
    turns: end?.num_turns ?? null,
    ...tellUses(pairUses(steps), context.workspace),
  };
  const given = blocks.findLast((each) => each.type === 'tool_use' && each.name === answerTool);
  const structured = end?.structured_result ?? (given?.type === 'tool_use' ? given.input : null);
  const error = end?.error?.message;
  const isInProse = error?.includes('instead of calling the structured_output tool') ?? false;
  const said = error && !isInProse ? '' : answerAmong(lastWords(steps));
  const text = structured ? JSON.stringify(structured) : said;
  if (text) return { ...known, text, outcome: 'completed', isFinished: isInProse };
  if (end && !error) return { ...known, ...explainSilence(facts) };
  return { ...known, ...explainFailure(facts, ended, error) };
}

const countTokens = ({
  input_tokens,
  output_tokens,
  cache_read_input_tokens,
}: z.infer<typeof usage>): Tokens => ({
  input: input_tokens,
  output: output_tokens,
  cached: cache_read_input_tokens ?? null,
});

/** Of a run that goes on, or was stopped. */
function countMessages(events: readonly z.infer<typeof event>[]): Tokens | null {
  const counted = events.flatMap(({ type, message }, index) =>
    type === 'assistant' && message.usage ? [[message.id ?? String(index), message.usage] as const] : [],
  );
  return sumTokens([...new Map(counted).values()].map(countTokens));
}

/** One that calls tools beside its structured answer has them skipped, and a skipped call's result comes after that answer. */
function stepOf(each: Block, blocks: readonly Block[]): Step[] {
  if (each.type === 'text') return [{ type: 'said', text: each.text }];
  if (each.type === 'tool_use') {
    if (each.name === answerTool) return [{ type: 'said', text: '' }];
    const path = each.name === 'read_file' ? (reading.safeParse(each.input).data?.file_path ?? null) : null;
    return [{ type: 'called', id: each.id, path, asked: each.input }];
  }
  const { tool_use_id: id, content, is_error } = each;
  const text = typeof content === 'string' ? content : JSON.stringify(content ?? '');
  if (is_error) return [{ type: 'returned', id, result: 'error', pieces: [text] }];
  if (/^Skipped: /.test(text)) return [{ type: 'returned', id, result: 'nothing' }];
  return [{ type: 'returned', id, ...shownPart(id, text, blocks) }];
}

/** Its log tells which part of a file was read, and the text itself only where that is all that was asked for. */
function shownPart(id: string, text: string, blocks: readonly Block[]): Partial<ToolResult> {
  const part = /^Read lines (\d+)-(\d+) of \d+ from .*?( \(truncated\))?$/.exec(text);
  // the last line of a part that was cut may be cut itself
  if (part) return { lines: [Number(part[1]), Number(part[2]) - (part[3] ? 1 : 0)] };
  const call = blocks.find((each) => each.type === 'tool_use' && each.id === id);
  const asked = call?.type === 'tool_use' ? reading.safeParse(call.input).data : undefined;
  if (!asked?.limit && !asked?.offset) return { pieces: [text] };
  const first = (asked.offset ?? 0) + 1;
  return { pieces: [text], lines: [first, asked.limit ? first + asked.limit - 1 : Infinity] };
}
