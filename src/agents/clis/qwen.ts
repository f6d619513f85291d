import * as z from 'zod';
import type { Brief } from '../../model/brief.ts';
import type {
  Answer,
  CliAgent,
  CliFacts,
  DetectionContext,
  Ended,
  Invocation,
  RunContext,
} from '../adapter/agent.ts';
import { detectCli } from '../adapter/detect-cli.ts';
import { afterLast, keepMeeting, readEvents } from '../adapter/events.ts';
import { explainFailure, explainSilence, noAnswer } from '../adapter/failure.ts';
import { relativePaths } from '../adapter/paths-read.ts';
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
    environment: { QWEN_USAGE_STATISTICS_ENABLED: 'false', ...pickVariables(environment, variables) },
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
const message = z.object({ model: z.string(), content: z.array(z.unknown()) });
const toolUse = z.object({ type: z.literal('tool_use'), name: z.string(), input: z.unknown() });
const isToolUse = (block: unknown): boolean => toolUse.safeParse(block).success;
const spoken = z.object({ type: z.literal('text'), text: z.string() });
const reading = z.object({ name: z.literal('read_file'), input: z.object({ file_path: z.string() }) });
const result = z.object({
  type: z.literal('result'),
  num_turns: z.number(),
  result: z.string().nullish(),
  structured_result: z.unknown().optional(),
  error: z.object({ message: z.string() }).nullish(),
  usage: z.object({
    input_tokens: z.number(),
    output_tokens: z.number(),
    cache_read_input_tokens: z.number().nullish(),
  }),
});

function read(ended: Ended, context: RunContext): Answer {
  const end = readEvents(ended.stdout, result).at(-1);
  const messages = readEvents(ended.stdout, z.object({ type: z.literal('assistant'), message })).map(
    (each) => each.message,
  );
  const blocks = messages.flatMap(({ content }) => content);
  const calls = keepMeeting(blocks, toolUse);
  const known = {
    ...noAnswer,
    model: messages.at(-1)?.model ?? null,
    tokens: end
      ? {
          input: end.usage.input_tokens,
          output: end.usage.output_tokens,
          cached: end.usage.cache_read_input_tokens ?? null,
        }
      : null,
    turns: end?.num_turns ?? null,
    toolCalls: calls.filter(({ name }) => name !== answerTool).length,
    pathsRead: relativePaths(
      keepMeeting(blocks, reading).map(({ input }) => input.file_path),
      context.workspace,
    ),
  };
  const structured = end?.structured_result ?? calls.findLast(({ name }) => name === answerTool)?.input;
  const error = end?.error?.message;
  const isInProse = error?.includes('instead of calling the structured_output tool') ?? false;
  const said = error && !isInProse ? null : lastWords(blocks);
  const text = structured ? JSON.stringify(structured) : said;
  if (text) return { ...known, text, outcome: 'completed', isFinished: isInProse };
  if (end && !error) return { ...known, ...explainSilence(facts) };
  return { ...known, ...explainFailure(facts, ended, error) };
}

/** What was said since the last tool call. */
function lastWords(blocks: readonly unknown[]): string | null {
  return keepMeeting(afterLast(blocks, isToolUse), spoken).at(-1)?.text ?? null;
}
