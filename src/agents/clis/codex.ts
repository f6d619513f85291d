import { basename, dirname, join } from 'node:path';
import * as z from 'zod';
import type { Brief } from '../../model/brief.ts';
import type { Tokens } from '../../model/run.ts';
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
import { afterLast, isJsonObject, readEvents } from '../adapter/events.ts';
import { explainFailure, explainSilence, noAnswer } from '../adapter/failure.ts';
import { withoutRefreshToken } from '../adapter/logins.ts';
import { pathsInCommand, relativePaths } from '../adapter/paths-read.ts';
import { hasVariable, pickVariables } from '../adapter/variables.ts';
import { writeStdin } from '../adapter/write-stdin.ts';
import { readSession, sessionUsage } from './codex-session.ts';

const facts: CliFacts = {
  program: 'codex',
  title: 'Codex',
  install: 'npm install -g @openai/codex@0.171.0',
  tested: '0.171.0',
  minimum: {
    version: '0.144.6',
    because: '0.142.5 was seen to let a model read its key and files outside the workspace',
  },
  signIn: 'set CODEX_API_KEY or OPENAI_API_KEY, or run `codex login`',
  secrets: ['CODEX_API_KEY'],
};

const loginFile = '.codex/auth.json';
const schemaFile = 'answer-schema.json';
const keys = ['CODEX_API_KEY', 'OPENAI_API_KEY'];

/** Nothing of the user, the project or the network but the model: rules, instructions, skills, hooks, plugins, apps, web search, analytics. */
const flags = [
  ...['--ignore-user-config', '--ignore-rules', '--skip-git-repo-check'],
  ...set('project_doc_max_bytes', '0'),
  ...set('skills.include_instructions', 'false'),
  ...set('shell_environment_policy.inherit', '"core"'),
  ...set('web_search', '"disabled"'),
  ...set('analytics.enabled', 'false'),
  ...['--disable', 'hooks', '--disable', 'plugins', '--disable', 'apps'],
];

/** Codex by OpenAI. */
export const codex: CliAgent = {
  type: 'cli',
  facts,
  name: 'codex',
  family: 'openai',
  loginFiles: [loginFile],
  keyRoute: { keys, endpoint: 'OPENAI_BASE_URL', service: 'https://api.openai.com/v1' },
  detect,
  invoke,
  read,
};

/**
 * Beyond the common preflight: the sandbox must start, since Codex exits 0 when every command of a review failed in it. Where it
 * can, reads are confined as well; `sandbox` says which.
 */
async function detect(context: DetectionContext): Promise<Detection> {
  const isSignedIn = hasVariable(context.environment, keys) || loginFile in context.logins;
  const found = await detectCli(facts, isSignedIn, context);
  if (found.outcome !== 'completed') return found;
  const trial = (options: readonly string[]) => [facts.program, 'sandbox', ...options, '--', 'true'];
  const confined = trial(['--permission-profile', profile, ...confineReads([], found.program)]);
  if ((await context.probe(confined, 15_000)).exitCode === 0)
    return { ...found, sandbox: 'confined', sandboxTrial: confined };
  const plain = await context.probe(trial([]), 15_000);
  if (plain.exitCode === 0) {
    const warning = 'Codex can read files outside the workspace here: its confined sandbox does not start.';
    const warnings = [...found.warnings, warning];
    return { ...found, sandbox: 'read-only', sandboxTrial: trial([]), warnings };
  }
  const said = plain.stderr.trim().split('\n')[0] ?? '';
  const reason = `Codex cannot start its sandbox and would review blindly (${said}): allow user namespaces, on Ubuntu with \`sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0\`.`;
  return { ...found, outcome: 'crashed', reason };
}

function invoke(brief: Brief, context: RunContext): Invocation {
  const { environment, logins, settings, detection } = context;
  const key = environment.CODEX_API_KEY || environment.OPENAI_API_KEY;
  const login = key ? undefined : logins[loginFile];
  const endpoint = environment.OPENAI_BASE_URL;
  const isConfined = detection.sandbox === 'confined';
  const readable = [context.workspace, ...context.readable];
  return {
    command: [
      ...[facts.program, 'exec', '--json'],
      ...['--output-schema', join(context.home, schemaFile)],
      ...(isConfined ? confineReads(readable, detection.program) : ['--sandbox', 'read-only']),
      ...flags,
      ...(settings.model ? ['--model', settings.model] : []),
      ...(settings.effort ? set('model_reasoning_effort', JSON.stringify(settings.effort)) : []),
      ...(endpoint ? set('openai_base_url', JSON.stringify(endpoint)) : []),
      '-',
    ],
    // `codex exec` sends no authorization with OPENAI_API_KEY alone
    environment: key
      ? { CODEX_API_KEY: key, ...pickVariables(environment, ['OPENAI_ORGANIZATION', 'OPENAI_PROJECT']) }
      : {},
    stdin: writeStdin(brief),
    homeFiles: {
      [schemaFile]: JSON.stringify(brief.schema),
      ...(login === undefined ? {} : { [loginFile]: withoutRefreshToken(login) }),
    },
    workingDirectory: context.workspace,
    answerFile: join(context.home, '.codex/sessions'),
    isolation: [
      'read-only sandbox of Codex without network',
      isConfined ? 'reads confined to the workspace and the system' : 'reads not confined',
      'key hidden from its shell',
    ],
  };
}

function set(key: string, tomlValue: string): string[] {
  return ['-c', `${key}=${tomlValue}`];
}

/** Name of the permission profile that {@link confineReads} defines. */
const profile = 'review';

/** Options by which sandboxed commands see the system, Codex itself and the given directories, and can write nowhere. */
function confineReads(directories: readonly string[], program: string | null): string[] {
  const paths = [':minimal', ...(program ? [installation(program)] : []), ...directories];
  const entries = paths.map((path) => `${JSON.stringify(path)}="read"`);
  return [
    ...set('default_permissions', JSON.stringify(profile)),
    ...set(`permissions.${profile}.filesystem`, `{${entries.join(',')}}`),
  ];
}

/** The sandbox starts Codex's native program inside, which npm puts into a sibling of the package: `@openai/codex-linux-x64`. */
function installation(program: string): string {
  const scope = dirname(dirname(dirname(program)));
  return basename(scope) === '@openai' ? scope : dirname(program);
}

const item = z.union([
  z.object({ type: z.literal('agent_message'), text: z.string() }),
  z.object({
    type: z.literal('command_execution'),
    command: z.string(),
    aggregated_output: z.string(),
    exit_code: z.number().nullish(),
  }),
  z.object({ type: z.literal(['mcp_tool_call', 'web_search', 'file_change']) }),
]);

function read(ended: Ended, context: RunContext): Answer {
  const log = ended.stdout;
  const items = readEvents(log, z.object({ type: z.literal('item.completed'), item })).map(
    (event) => event.item,
  );
  const end = readEvents(log, z.object({ type: z.literal('turn.completed'), usage: sessionUsage })).at(-1);
  const failed = z.object({ type: z.literal('turn.failed'), error: z.object({ message: z.string() }) });
  const failure = readEvents(log, failed).at(-1)?.error.message;
  const session = readSession(ended.answerFile ?? '');
  const commands = items.flatMap((each) => (each.type === 'command_execution' ? [each] : []));
  const named = commands.flatMap((each) =>
    each.aggregated_output && !each.exit_code ? pathsInCommand(each.command) : [],
  );
  const known = {
    ...noAnswer,
    model: session.model,
    tokens: countTokens(end?.usage ?? session.usage),
    toolCalls: items.filter((each) => each.type !== 'agent_message').length,
    pathsRead: relativePaths(named, context.workspace),
    uses: session.uses,
  };
  const last = afterLast(items, (each) => each.type !== 'agent_message');
  const said = answerAmong(last.flatMap((each) => (each.type === 'agent_message' ? [each.text] : [])));
  const isCut = /max_output_tokens/.test(failure ?? '');
  if (said && (end || isCut || isJsonObject(said))) return { ...known, text: said, outcome: 'completed' };
  if (end) return { ...known, ...explainSilence(facts) };
  return { ...known, ...explainFailure(facts, ended, failure) };
}

function countTokens(counted: z.infer<typeof sessionUsage> | null): Tokens | null {
  if (counted === null) return null;
  const { input_tokens, output_tokens, cached_input_tokens, reasoning_output_tokens } = counted;
  return {
    input: input_tokens,
    output: output_tokens,
    cached: cached_input_tokens ?? null,
    ...(reasoning_output_tokens != null && { reasoning: reasoning_output_tokens }),
  };
}
