import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import * as z from 'zod';
import type { Brief } from '../../model/brief.ts';
import type {
  Answer,
  CliAgent,
  CliFacts,
  Detection,
  DetectionContext,
  Ended,
  Invocation,
  RunContext,
} from '../adapter/agent.ts';
import { answerAmong } from '../adapter/answer-among.ts';
import { detectCli } from '../adapter/detect-cli.ts';
import { isJsonObject, parseJson, readEvents } from '../adapter/events.ts';
import { explainFailure, explainSilence, noAnswer } from '../adapter/failure.ts';
import { withoutRefreshToken } from '../adapter/logins.ts';
import { sumTokens } from '../adapter/tokens.ts';
import { lastWords, pairUses, type Step, tellUses } from '../adapter/tool-uses.ts';
import { hasVariable } from '../adapter/variables.ts';
import { writeStdin } from '../adapter/write-stdin.ts';
import {
  isWithheld,
  keyOf,
  ownConfiguration,
  pickKey,
  routeOf,
  writeConfiguration,
} from './opencode-route.ts';

const facts: CliFacts = {
  program: 'opencode',
  title: 'opencode',
  install: 'npm install -g opencode-ai@1.18.33',
  tested: '1.18.33',
  minimum: { version: '1.18.33', because: 'older ones were not seen to keep to their permissions' },
  signIn: 'set the API key of the provider of its model',
  secrets: [],
};

const loginFile = '.local/share/opencode/auth.json';

const switches = {
  OPENCODE_DISABLE_AUTOUPDATE: '1',
  OPENCODE_DISABLE_MODELS_FETCH: '1',
  OPENCODE_DISABLE_LSP_DOWNLOAD: '1',
  OPENCODE_DISABLE_DEFAULT_PLUGINS: '1',
  npm_config_offline: 'true', // it fetches a plug-in package for its configuration directory
};

/** opencode by Anomaly, with whatever model it is told to use. */
export const opencode: CliAgent = {
  type: 'cli',
  facts,
  name: 'opencode',
  family: 'opencode',
  loginFiles: [loginFile],
  keyRoute: routeOf,
  detect,
  invoke,
  read,
};

/** Beyond the common preflight, a model must be named: without credentials for one it turns to a hosted free model. */
async function detect(context: DetectionContext): Promise<Detection> {
  const { model } = context.settings;
  const isSignedIn =
    hasVariable(context.environment, [ownConfiguration, ...keyOf(model)]) || loginFile in context.logins;
  const found = await detectCli(facts, isSignedIn || model === null, context);
  if (found.outcome === 'completed' && model?.includes('/')) {
    const warning = 'opencode cannot search here, only read: install ripgrep (`rg`).';
    const warnings = hasRipgrep(context.environment.PATH) ? found.warnings : [...found.warnings, warning];
    return { ...found, warnings };
  }
  if (found.outcome !== 'completed') return found;
  const reason =
    'opencode takes part only with a model of its own: add `opencode=provider/model` to `models`.';
  return { ...found, outcome: 'unauthenticated', reason };
}

const hasRipgrep = (path = ''): boolean =>
  path.split(':').some((folder) => isAbsolute(folder) && existsSync(join(folder, 'rg')));

/** Of the login file, which holds those of all providers, the part of the model's own. */
function loginOf(model: string | null, file: string): string {
  const provider = model?.split('/')[0] ?? '';
  const all = z.record(z.string(), z.unknown()).safeParse(parseJson(withoutRefreshToken(file)));
  return JSON.stringify(all.success && provider in all.data ? { [provider]: all.data[provider] } : {});
}

/** Its working directory below HOME: a repository of nothing. */
const folder = 'project';

function invoke(brief: Brief, context: RunContext): Invocation {
  const { environment, logins, settings, workspace } = context;
  const login = logins[loginFile];
  const permission = {
    ...{ edit: 'deny', bash: 'deny', webfetch: 'deny', websearch: 'deny', task: 'deny', skill: 'deny' },
    // its searches are ripgrep's, which it would fetch where there is none
    ...(hasRipgrep(environment.PATH) ? {} : { grep: 'deny', glob: 'deny', list: 'deny' }),
    external_directory: { '*': 'deny', [`${workspace}/**`]: 'allow' },
  };
  return {
    command: [
      ...[facts.program, 'run', '--pure', '--format', 'json'],
      ...['--title', 'review'], // otherwise a model is asked for one
      ...(settings.model ? ['--model', settings.model] : []),
      ...(settings.effort ? ['--variant', settings.effort] : []),
    ],
    environment: {
      ...switches,
      OPENCODE_PERMISSION: JSON.stringify(permission),
      ...pickKey(settings, environment),
      ...writeConfiguration(settings, environment),
    },
    secrets: Object.values(routeOf(settings, environment).variables ?? {}),
    stdin: `All paths below are relative to the directory ${workspace}\n\n${writeStdin(brief)}`,
    homeFiles: {
      // its search for settings goes up to the next repository, and ends at this one
      [`${folder}/.git/HEAD`]: 'ref: refs/heads/none\n',
      [`${folder}/.git/objects/info/packs`]: '',
      [`${folder}/.git/refs/none`]: '',
      ...(login === undefined ? {} : { [loginFile]: loginOf(settings.model, login) }),
    },
    // plug-ins and settings of its working directory run, whatever the flags, and it keeps copies of all that lies there
    workingDirectory: join(context.home, folder),
    answerFile: null,
    isolation: [
      'working directory outside the workspace and its parents: no project settings',
      'no edits, shell, web or subagents',
      ...(environment[ownConfiguration] && !isWithheld(environment) ? ['key in its environment'] : []),
    ],
  };
}

const event = z.union([
  z.object({ type: z.literal('step_start') }),
  z.object({ type: z.literal('text'), part: z.object({ text: z.string() }) }),
  z.object({
    type: z.literal('tool_use'),
    part: z.object({
      tool: z.string(),
      callID: z.string(),
      state: z.object({
        status: z.string(),
        input: z.looseObject({ filePath: z.string().optional() }),
        output: z.string().nullish(),
        error: z.string().nullish(),
        metadata: z.looseObject({ display: z.unknown().optional() }).nullish(),
      }),
    }),
  }),
  z.object({
    type: z.literal('step_finish'),
    part: z.object({
      reason: z.string(),
      cost: z.number().nullish(),
      tokens: z.object({
        input: z.number(),
        output: z.number(),
        reasoning: z.number(),
        cache: z.object({ read: z.number(), write: z.number() }),
      }),
    }),
  }),
  z.object({
    type: z.literal('error'),
    error: z.object({
      name: z.string(),
      data: z.object({ message: z.string().nullish(), statusCode: z.number().nullish() }).nullish(),
    }),
  }),
]);

/** What the reading tool says of the part that it showed. */
const shownPart = z.object({ lineStart: z.number(), lineEnd: z.number(), totalLines: z.number() });

function read(ended: Ended, context: RunContext): Answer {
  const events = readEvents(ended.stdout, event);
  const steps = events.flatMap(stepsOf);
  const finished = events.flatMap((each) => (each.type === 'step_finish' ? [each.part] : []));
  const known = {
    ...noAnswer,
    model: context.settings.model,
    tokens: sumTokens(
      finished.map(({ tokens: { input, output, reasoning, cache } }) => ({
        input: input + cache.read + cache.write,
        output: output + reasoning,
        cached: cache.read,
        reasoning,
      })),
    ),
    costUsd: finished.reduce((sum, { cost }) => sum + (cost ?? 0), 0) || null, // 0 for a model whose price it does not know
    turns: finished.length,
    ...tellUses(pairUses(steps), context.workspace),
  };
  const said = answerAmong(lastWords(steps));
  const isOver = /^(stop|length)$/.test(finished.at(-1)?.reason ?? '');
  if (said && (isOver || isJsonObject(said))) return { ...known, text: said, outcome: 'completed' };
  const error = events.findLast((each) => each.type === 'error')?.error;
  if (!error && finished.length > 0 && ended.exitCode === 0) return { ...known, ...explainSilence(facts) };
  return {
    ...known,
    ...explainFailure(facts, ended, error?.data?.message ?? error?.name, error?.data?.statusCode),
  };
}

/** It logs a call when it has ended, a step after its calls; a further step is a further answer. */
function stepsOf(each: z.infer<typeof event>): Step[] {
  if (each.type === 'text') return [{ type: 'said', text: each.part.text }];
  if (each.type === 'step_start') return [{ type: 'said', text: '' }];
  if (each.type !== 'tool_use') return [];
  const { tool, callID: id, state } = each.part;
  const path = tool === 'read' ? (state.input.filePath ?? null) : null;
  const call: Step = { type: 'called', id, path, asked: state.input };
  if (state.status !== 'completed')
    return [call, { type: 'returned', id, result: 'error', pieces: [state.error ?? ''] }];
  const text = state.output ?? '';
  const part = shownPart.safeParse(state.metadata?.display).data;
  const isWhole = !part || (part.lineStart <= 1 && part.lineEnd >= part.totalLines);
  const longestLine = /\(line truncated to 2000 chars\)$/m.test(text) ? 2_000 : null;
  const lines = isWhole ? null : ([part.lineStart, part.lineEnd] as const);
  return [call, { type: 'returned', id, lines, longestLine, pieces: [text] }];
}
