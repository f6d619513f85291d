import { join } from 'node:path';
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
import { answerAmong } from '../adapter/answer-among.ts';
import { detectCli } from '../adapter/detect-cli.ts';
import { isJsonObject, keepMeeting, readEvents } from '../adapter/events.ts';
import { explainFailure, explainSilence, noAnswer } from '../adapter/failure.ts';
import { sumTokens } from '../adapter/tokens.ts';
import { lastWords, pairUses, type Step, tellUses } from '../adapter/tool-uses.ts';
import { pickVariables } from '../adapter/variables.ts';
import { writeStdin } from '../adapter/write-stdin.ts';

const facts: CliFacts = {
  program: 'pi',
  title: 'pi',
  install: 'npm install -g @earendil-works/pi-coding-agent@1.6.0',
  tested: '1.6.0',
  minimum: {
    version: '1.5.2',
    because: 'older ones were not seen to leave the settings of a pull request alone',
  },
  signIn: 'set PI_API_KEY and PI_BASE_URL of its service, and its model in `models`',
  secrets: ['PI_API_KEY', 'PI_BASE_URL'],
};

/** Ours, not its own: it takes a service by its settings, which are written from these. */
const variables = ['PI_API_KEY', 'PI_BASE_URL', 'PI_API'] as const;
/** The name of that service in its settings. */
const provider = 'review';

const flags = [
  ...['--print', '--offline', '--no-approve'],
  ...[
    '--no-extensions',
    '--no-mcp',
    '--no-skills',
    '--no-prompt-templates',
    '--no-themes',
    '--no-context-files',
  ],
  ...['--tools', 'read,grep,find,ls'],
];

/** pi by Earendil, with whatever model it is told to use. */
export const pi: CliAgent = {
  type: 'cli',
  facts,
  name: 'pi',
  family: 'pi',
  loginFiles: [],
  keyRoute: { keys: ['PI_API_KEY'], endpoint: 'PI_BASE_URL', service: null },
  detect: (context) => detectCli(facts, isSignedIn(context), context),
  invoke,
  read,
};

function isSignedIn({ environment, settings }: DetectionContext): boolean {
  return Boolean(environment.PI_API_KEY && environment.PI_BASE_URL && settings.model);
}

function invoke(brief: Brief, { workspace, home, environment, settings }: RunContext): Invocation {
  const model = settings.model ?? '';
  return {
    command: [
      ...[facts.program, ...flags, '--session-dir', join(home, 'sessions')],
      ...['--model', `${provider}/${model}`],
      ...(settings.effort ? ['--thinking', settings.effort] : []),
    ],
    environment: { ...pickVariables(environment, ['PI_API_KEY']), PI_OFFLINE: '1' },
    stdin: writeStdin(brief),
    homeFiles: {
      '.pi/agent/models.json': JSON.stringify({ providers: { [provider]: service(model, environment) } }),
    },
    workingDirectory: workspace,
    answerFile: join(home, 'sessions'), // its events tell every message four times, and its output only the last words
    isolation: [
      'tools read, grep, find and ls alone; its own reads are not confined',
      'no project settings, extensions, skills or context files',
    ],
  };
}

/** Its key stays in the environment: the settings name the variable. */
function service(model: string, environment: RunContext['environment']): object {
  const { PI_BASE_URL: baseUrl, PI_API: api } = pickVariables(environment, variables);
  const models = [{ id: model, reasoning: true }];
  return { baseUrl, api: api ?? 'openai-completions', apiKey: '$PI_API_KEY', models };
}

const usage = z.object({
  input: z.number(),
  output: z.number(),
  cacheRead: z.number(),
  cacheWrite: z.number(),
  reasoning: z.number().nullish(),
  cost: z.object({ total: z.number() }),
});
const block = z.union([
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({
    type: z.literal('toolCall'),
    id: z.string(),
    name: z.string(),
    arguments: z.looseObject({
      path: z.string().optional(),
      offset: z.number().optional(),
      limit: z.number().optional(),
    }),
  }),
]);
const blocks = z.array(z.unknown()).transform((all) => keepMeeting(all, block));
/** A line of its session. */
const line = z.object({
  type: z.literal('message'),
  message: z.union([
    z.object({
      role: z.literal('assistant'),
      content: blocks,
      model: z.string(),
      usage,
      stopReason: z.string(),
      errorMessage: z.string().nullish(),
    }),
    z.object({
      role: z.literal('toolResult'),
      toolCallId: z.string(),
      content: blocks,
      isError: z.boolean(),
      details: z.unknown().optional(),
    }),
  ]),
});
type Message = z.infer<typeof line>['message'];
/** What a tool says of what it left out. */
const cut = z.object({
  truncation: z.object({ truncated: z.literal(true), outputLines: z.number(), lastLinePartial: z.boolean() }),
});

function read(end: Ended, context: RunContext): Answer {
  const messages = readEvents(end.answerFile ?? '', line).map(({ message }) => message);
  const answers = messages.flatMap((each) => (each.role === 'assistant' ? [each] : []));
  const steps = messages.flatMap((each) => stepsOf(each, messages));
  const last = answers.at(-1);
  const known = {
    ...noAnswer,
    model: last?.model ?? null,
    tokens: sumTokens(
      answers.map(({ usage: { input, output, cacheRead, cacheWrite, reasoning } }) => ({
        input: input + cacheRead + cacheWrite,
        output,
        cached: cacheRead,
        ...(reasoning != null && { reasoning }),
      })),
    ),
    costUsd: answers.reduce((sum, each) => sum + each.usage.cost.total, 0) || null, // 0 for a model whose price it does not know
    turns: answers.length,
    ...tellUses(pairUses(steps), context.workspace),
  };
  const said = answerAmong(lastWords(steps));
  const isOver = /^(stop|length)$/.test(last?.stopReason ?? '');
  if (said && (isOver || isJsonObject(said))) return { ...known, text: said, outcome: 'completed' };
  if (isOver) return { ...known, ...explainSilence(facts) };
  return { ...known, ...explainFailure(facts, end, last?.errorMessage) };
}

function stepsOf(message: Message, all: readonly Message[]): Step[] {
  if (message.role === 'assistant') {
    const begin: Step = { type: 'said', text: '' };
    const steps = message.content.map((each): Step => {
      if (each.type === 'text') return { type: 'said', text: each.text };
      const path = each.name === 'read' ? (each.arguments.path ?? null) : null;
      return { type: 'called', id: each.id, path, asked: each.arguments };
    });
    return message.stopReason === 'error' ? [] : [begin, ...steps];
  }
  const { toolCallId: id, content, isError, details } = message;
  const text = content.map((each) => (each.type === 'text' ? each.text : '')).join('\n');
  if (isError) return [{ type: 'returned', id, result: 'error', pieces: [text] }];
  const asked = all
    .flatMap((each) => (each.role === 'assistant' ? each.content : []))
    .find((each) => each.type === 'toolCall' && each.id === id);
  const { offset, limit } = asked?.type === 'toolCall' ? asked.arguments : {};
  const part = cut.safeParse(details).data?.truncation;
  const count = part ? part.outputLines - (part.lastLinePartial ? 1 : 0) : (limit ?? Infinity);
  const first = offset ?? 1;
  const isWhole = first <= 1 && count === Infinity;
  return [{ type: 'returned', id, pieces: [text], lines: isWhole ? null : [first, first + count - 1] }];
}
