import { join } from 'node:path';
import * as z from 'zod';
import type { Brief } from '../../model/brief.ts';
import type { Tokens } from '../../model/run.ts';
import type { Answer, CliAgent, CliFacts, Ended, Invocation, RunContext } from '../adapter/agent.ts';
import { answerAmong } from '../adapter/answer-among.ts';
import { detectCli } from '../adapter/detect-cli.ts';
import { isJsonObject, readEvents } from '../adapter/events.ts';
import { explainFailure, explainSilence, noAnswer } from '../adapter/failure.ts';
import { sumTokens } from '../adapter/tokens.ts';
import { lastWords, pairUses, type Step, tellUses } from '../adapter/tool-uses.ts';
import { hasVariable, pickVariables } from '../adapter/variables.ts';
import { writeStdin } from '../adapter/write-stdin.ts';

const facts: CliFacts = {
  program: 'copilot',
  title: 'Copilot CLI',
  install: 'npm install -g @github/copilot@1.0.102',
  tested: '1.0.102',
  minimum: { version: '1.0.102', because: 'older ones lack flags that it is started with' },
  signIn: 'set COPILOT_GITHUB_TOKEN, or COPILOT_PROVIDER_BASE_URL for a provider of your own',
  secrets: ['COPILOT_GITHUB_TOKEN'],
};

/** A token of GitHub, or a model provider of one's own; with the latter nothing is asked of GitHub. */
const token = 'COPILOT_GITHUB_TOKEN';
const provider = [
  'COPILOT_PROVIDER_BASE_URL',
  'COPILOT_PROVIDER_TYPE',
  'COPILOT_PROVIDER_API_KEY',
  'COPILOT_PROVIDER_BEARER_TOKEN',
  'COPILOT_PROVIDER_WIRE_API',
  'COPILOT_PROVIDER_HEADERS',
  'COPILOT_MODEL',
];

const flags = [
  ...['--output-format', 'json', '--no-color', '--no-auto-update', '--no-ask-user'],
  ...['--available-tools', 'view,rg,glob'],
  ...['--deny-tool', 'shell', 'write', 'url'],
  ...['--no-custom-instructions', '--disable-builtin-mcps', '--disallow-temp-dir'],
  ...['--disable-client-telemetry', '--no-remote-export'],
];

/** Copilot CLI by GitHub. */
export const copilot: CliAgent = {
  type: 'cli',
  facts,
  name: 'copilot',
  family: 'github',
  loginFiles: [],
  keyRoute: {
    keys: ['COPILOT_PROVIDER_API_KEY', 'COPILOT_PROVIDER_BEARER_TOKEN'],
    endpoint: 'COPILOT_PROVIDER_BASE_URL',
    service: null,
  },
  detect: (context) =>
    detectCli(facts, hasVariable(context.environment, [token, 'COPILOT_PROVIDER_BASE_URL']), context),
  invoke,
  read,
};

function invoke(brief: Brief, context: RunContext): Invocation {
  const { environment, settings } = context;
  const hasProvider = hasVariable(environment, ['COPILOT_PROVIDER_BASE_URL']);
  return {
    command: [
      facts.program,
      ...flags,
      ...(settings.model ? ['--model', settings.model] : []),
      ...(settings.effort ? ['--reasoning-effort', settings.effort] : []),
    ],
    environment: {
      COPILOT_AUTO_UPDATE: 'false',
      ...(hasProvider ? { COPILOT_OFFLINE: 'true' } : {}),
      ...pickVariables(environment, hasProvider ? provider : [token, 'COPILOT_MODEL']),
    },
    stdin: writeStdin(brief),
    homeFiles: {},
    workingDirectory: context.workspace,
    answerFile: join(context.home, '.copilot/session-state'), // its events tell no tokens
    isolation: [
      'tools view, rg and glob alone, inside the workspace',
      'folder not trusted: no project settings',
    ],
  };
}

const event = z.union([
  z.object({
    type: z.literal('assistant.message'),
    data: z.object({
      model: z.string().nullish(),
      content: z.string(),
      toolRequests: z
        .array(z.object({ toolCallId: z.string(), name: z.string(), arguments: z.unknown() }))
        .nullish(),
    }),
  }),
  z.object({
    type: z.literal('tool.execution_complete'),
    data: z.object({
      toolCallId: z.string(),
      success: z.boolean(),
      result: z.object({ content: z.string() }).nullish(),
      error: z.object({ message: z.string() }).nullish(),
    }),
  }),
  z.object({
    type: z.literal('session.error'),
    data: z.object({ message: z.string(), statusCode: z.number().nullish() }),
  }),
  z.object({ type: z.literal('result'), exitCode: z.number() }),
]);
type Event = z.infer<typeof event>;
const viewed = z.object({ path: z.string(), view_range: z.tuple([z.number(), z.number()]).nullish() });

function read(ended: Ended, context: RunContext): Answer {
  const events = readEvents(ended.stdout, event);
  const messages = events.flatMap((each) => (each.type === 'assistant.message' ? [each.data] : []));
  const steps = events.flatMap((each) => stepsOf(each, messages));
  const known = {
    ...noAnswer,
    model: messages.at(-1)?.model ?? null,
    tokens: countTokens(ended.answerFile ?? ''),
    turns: messages.length,
    ...tellUses(pairUses(steps), context.workspace),
  };
  const said = answerAmong(lastWords(steps));
  const isOver = events.some((each) => each.type === 'result' && each.exitCode === 0);
  if (said && (isOver || isJsonObject(said))) return { ...known, text: said, outcome: 'completed' };
  const error = events.findLast((each) => each.type === 'session.error')?.data;
  if (isOver) return { ...known, ...explainSilence(facts) };
  return { ...known, ...explainFailure(facts, ended, error?.message, error?.statusCode) };
}

type Message = Extract<Event, { type: 'assistant.message' }>['data'];

const argumentsOf = (messages: readonly Message[], id: string) =>
  messages.flatMap(({ toolRequests }) => toolRequests ?? []).find(({ toolCallId }) => toolCallId === id);

function stepsOf(each: Event, messages: readonly Message[]): Step[] {
  if (each.type === 'assistant.message') {
    const calls = (each.data.toolRequests ?? []).map(({ toolCallId: id, name, arguments: asked }): Step => {
      const path = name === 'view' ? (viewed.safeParse(asked).data?.path ?? null) : null;
      return { type: 'called', id, path, asked };
    });
    return [{ type: 'said', text: each.data.content }, ...calls];
  }
  if (each.type !== 'tool.execution_complete') return [];
  const { toolCallId: id, success, result, error } = each.data;
  const text = success ? (result?.content ?? '') : (error?.message ?? '');
  if (!success || /^File too large to read at once/.test(text)) {
    return [{ type: 'returned', id, result: 'error', pieces: [text] }];
  }
  const range = viewed.safeParse(argumentsOf(messages, id)?.arguments).data?.view_range;
  const lines = range ? ([range[0], range[1] < 0 ? Infinity : range[1]] as const) : null;
  return [{ type: 'returned', id, lines, pieces: [text] }];
}

/** What it keeps of every answer of its model, as soon as that is there. */
const record = z.object({
  type: z.literal('session.usage_record'),
  data: z.object({
    usage: z.object({
      inputTokens: z.number(),
      outputTokens: z.number(),
      cacheReadTokens: z.number().nullish(),
      reasoningTokens: z.number().nullish(),
    }),
  }),
});

function countTokens(session: string): Tokens | null {
  return sumTokens(
    readEvents(session, record).map(({ data: { usage } }) => ({
      input: usage.inputTokens,
      output: usage.outputTokens,
      cached: usage.cacheReadTokens ?? null,
      ...(usage.reasoningTokens != null && { reasoning: usage.reasoningTokens }),
    })),
  );
}
