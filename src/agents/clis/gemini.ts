import { join } from 'node:path';
import * as z from 'zod';
import type { Brief } from '../../model/brief.ts';
import type { Tokens } from '../../model/run.ts';
import type {
  AgentSettings,
  Answer,
  CliAgent,
  CliFacts,
  DetectionContext,
  Ended,
  Invocation,
  RunContext,
} from '../adapter/agent.ts';
import { detectCli } from '../adapter/detect-cli.ts';
import { isJsonObject, readEvents } from '../adapter/events.ts';
import { explainFailure, explainSilence, noAnswer } from '../adapter/failure.ts';
import { sumTokens } from '../adapter/tokens.ts';
import { lastWords, pairUses, type Step, tellUses } from '../adapter/tool-uses.ts';
import { pickVariables } from '../adapter/variables.ts';
import { writeStdin } from '../adapter/write-stdin.ts';

const facts: CliFacts = {
  program: 'gemini',
  title: 'Gemini CLI',
  install: 'npm install -g @google/gemini-cli@0.61.0',
  tested: '0.61.0',
  minimum: {
    version: '0.57.0',
    because: '0.56.0 was seen to run the hooks and MCP servers of a pull request in spite of its settings',
  },
  signIn: 'set GEMINI_API_KEY',
  secrets: ['GEMINI_API_KEY'],
};

const loginFile = '.gemini/oauth_creds.json';

/** Ways to sign in, the first that fits is used: the CLI's word for it, what shows it, and the variables that go with it. */
const ways = [
  {
    type: 'gemini-api-key',
    shownBy: 'GEMINI_API_KEY',
    variables: ['GEMINI_API_KEY', 'GOOGLE_GEMINI_BASE_URL'],
  },
  {
    type: 'vertex-ai',
    shownBy: 'GOOGLE_GENAI_USE_VERTEXAI',
    variables: [
      'GOOGLE_GENAI_USE_VERTEXAI',
      'GOOGLE_API_KEY',
      'GOOGLE_CLOUD_PROJECT',
      'GOOGLE_CLOUD_LOCATION',
      'GOOGLE_APPLICATION_CREDENTIALS',
      'GOOGLE_VERTEX_BASE_URL',
    ],
  },
] as const;

/** Gemini CLI by Google. */
export const gemini: CliAgent = {
  type: 'cli',
  facts,
  name: 'gemini',
  family: 'google',
  loginFiles: [loginFile, '.gemini/google_accounts.json'],
  keyRoute: {
    keys: ['GEMINI_API_KEY'],
    endpoint: 'GOOGLE_GEMINI_BASE_URL',
    service: 'https://generativelanguage.googleapis.com',
  },
  detect: (context) => detectCli(facts, isSignedIn(context), context),
  invoke,
  read,
};

function isSignedIn({ environment, logins }: Pick<DetectionContext, 'environment' | 'logins'>): boolean {
  return ways.some((way) => environment[way.shownBy]) || loginFile in logins;
}

function invoke(brief: Brief, context: RunContext): Invocation {
  const { environment, logins, settings } = context;
  const way = ways.find((each) => environment[each.shownBy]);
  return {
    command: [
      ...[facts.program, '--output-format', 'stream-json', '--prompt', ''],
      ...(settings.model ? ['--model', settings.model] : []),
    ],
    environment: {
      // with folder trust off in the settings, this makes the workspace count as untrusted without stopping the run
      GEMINI_CLI_TRUST_WORKSPACE: 'false',
      GEMINI_TELEMETRY_ENABLED: 'false',
      ...pickVariables(environment, way?.variables ?? []),
    },
    stdin: writeStdin(brief),
    homeFiles: {
      '.gemini/settings.json': JSON.stringify(writeSettings(way?.type ?? 'oauth-personal', settings)),
      ...(way ? {} : logins), // whole, since Google's refresh tokens are not used up
    },
    workingDirectory: context.workspace,
    answerFile: join(context.home, '.gemini/tmp'), // its events tell no tokens before the end
    isolation: [
      'tools read_file, grep_search and list_directory alone',
      'workspace untrusted: no project settings',
    ],
  };
}

function writeSettings(selectedType: string, { model, effort }: AgentSettings): object {
  const thinkingConfig = Number(effort)
    ? { thinkingBudget: Number(effort) }
    : { thinkingLevel: effort?.toUpperCase() };
  const override = {
    match: model ? { model } : {},
    modelConfig: { generateContentConfig: { thinkingConfig } },
  };
  return {
    security: { auth: { selectedType }, folderTrust: { enabled: false } },
    // glob would list names outside the workspace
    tools: { core: ['read_file', 'grep_search', 'list_directory'] },
    general: { enableAutoUpdate: false, enableAutoUpdateNotification: false, plan: { enabled: false } },
    // an ignore file of the pull request must not hide anything from its reviewer
    context: { fileFiltering: { respectGitIgnore: false, respectGeminiIgnore: false } },
    skills: { enabled: false },
    hooksConfig: { enabled: false },
    advanced: { ignoreLocalEnv: true },
    privacy: { usageStatisticsEnabled: false },
    ...(effort ? { modelConfigs: { customOverrides: [override] } } : {}),
  };
}

const stats = z.object({
  total_tokens: z.number(),
  input_tokens: z.number(),
  cached: z.number().nullish(),
});
const event = z.union([
  z.object({ type: z.literal('init'), model: z.string() }),
  z.object({ type: z.literal('message'), role: z.literal('assistant'), content: z.string() }),
  z.object({
    type: z.literal('tool_use'),
    tool_id: z.string(),
    parameters: z.looseObject({
      file_path: z.string().optional(),
      start_line: z.number().optional(),
      end_line: z.number().optional(),
    }),
  }),
  z.object({
    type: z.literal('tool_result'),
    tool_id: z.string(),
    status: z.string(),
    output: z.string().nullish(),
  }),
  z.object({ type: z.literal('error'), message: z.string() }),
  z.object({
    type: z.literal('result'),
    status: z.string(),
    error: z.object({ message: z.string() }).nullish(),
    stats: stats.nullish(),
  }),
]);

type Event = z.infer<typeof event>;

/** What it keeps of an answer of its model below its HOME, written again when its tools have ended. */
const sessionAnswer = z.object({
  type: z.literal('gemini'),
  id: z.string(),
  model: z.string().nullish(),
  tokens: z
    .object({ input: z.number(), output: z.number(), cached: z.number(), thoughts: z.number() })
    .nullish(),
});

function read(ended: Ended, context: RunContext): Answer {
  const events = readEvents(ended.stdout, event);
  const end = events.findLast((each) => each.type === 'result');
  const steps = events.flatMap((each) => stepOf(each, events));
  const session = readEvents(ended.answerFile ?? '', sessionAnswer);
  const known = {
    ...noAnswer,
    model: session.at(-1)?.model ?? events.findLast((each) => each.type === 'init')?.model ?? null,
    tokens: countTokens(session, end?.stats),
    ...tellUses(pairUses(steps), context.workspace),
  };
  const said = lastWords(steps).join('');
  if (said && (end?.status === 'success' || isJsonObject(said)))
    return { ...known, text: said, outcome: 'completed' };
  if (end?.status === 'success') return { ...known, ...explainSilence(facts) };
  const error = end?.error?.message ?? events.findLast((each) => each.type === 'error')?.message;
  return { ...known, ...explainFailure(facts, ended, error, statusOf(ended.exitCode)) };
}

/** At its end it says what all took, side questions too; before that its session tells what every answer took. */
function countTokens(
  session: readonly z.infer<typeof sessionAnswer>[],
  end: z.infer<typeof stats> | null | undefined,
): Tokens | null {
  const answers = new Map(session.map(({ id, tokens }) => [id, tokens ?? null]));
  const counted = sumTokens(
    [...answers.values()].map(
      (each) =>
        each && {
          input: each.input,
          output: each.output + each.thoughts,
          cached: each.cached,
          reasoning: each.thoughts,
        },
    ),
  );
  if (!end) return counted;
  const output = end.total_tokens - end.input_tokens; // with what was thought
  return { ...counted, input: end.input_tokens, output, cached: end.cached ?? null };
}

/** An answer comes in pieces, which are not told from answers of their own; a run that ended well had its last results answered. */
function stepOf(each: Event, events: readonly Event[]): Step[] {
  switch (each.type) {
    case 'message':
      return [{ type: 'said', text: each.content }];
    case 'tool_use': {
      const { tool_id: id, parameters } = each;
      return [{ type: 'called', id, path: parameters.file_path ?? null, asked: parameters }];
    }
    case 'tool_result':
      return [returned(each, events)];
    case 'result':
      return each.status === 'success' ? [{ type: 'said', text: '' }] : [];
    default:
      return [];
  }
}

/** Its log holds no text of a file, only which part of it was read, and nothing where that is what was asked for. */
function returned(
  { tool_id: id, status, output }: Extract<Event, { type: 'tool_result' }>,
  events: readonly Event[],
): Step {
  if (status !== 'success') return { type: 'returned', id, result: 'error', pieces: [output ?? ''] };
  const part = /^Read lines (\d+)-(\d+) of \d+/.exec(output ?? '');
  const longestLine = /some lines were shortened/.test(output ?? '') ? 2_000 : null;
  if (part) return { type: 'returned', id, lines: [Number(part[1]), Number(part[2])], longestLine };
  const call = events.find((each) => each.type === 'tool_use' && each.tool_id === id);
  const { start_line: first, end_line: last } = call?.type === 'tool_use' ? call.parameters : {};
  const lines = first === undefined && last === undefined ? null : ([first ?? 1, last ?? Infinity] as const);
  return { type: 'returned', id, lines, longestLine };
}

/** The exit code is the HTTP status modulo 256; 41, 44 and 55 are the CLI's own (sign-in, sandbox, trust). */
function statusOf(exitCode: number | null): number | null {
  if (exitCode === 41) return 401;
  return [400, 401, 403, 404, 429, 500, 502, 503, 504].find((status) => status % 256 === exitCode) ?? null;
}
