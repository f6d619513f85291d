import type { Brief } from '../../model/brief.ts';
import type { CliAgent, CliFacts, DetectionContext, Invocation, RunContext } from '../adapter/agent.ts';
import { detectCli } from '../adapter/detect-cli.ts';
import { withoutRefreshToken } from '../adapter/logins.ts';
import { hasVariable, pickVariables } from '../adapter/variables.ts';
import { writeStdin } from '../adapter/write-stdin.ts';
import { readClaude } from './claude-events.ts';

const facts: CliFacts = {
  program: 'claude',
  title: 'Claude Code',
  install: 'npm install -g @anthropic-ai/claude-code@2.1.332',
  tested: '2.1.332',
  minimum: {
    version: '2.1.248',
    because:
      'only 2.1.248 and newer have --restricted, and older ones run the hooks and settings of a pull request (on Node 20 npm installs such a version silently)',
  },
  signIn: 'set ANTHROPIC_API_KEY (or CLAUDE_CODE_OAUTH_TOKEN from `claude setup-token`)',
  secrets: ['ANTHROPIC_API_KEY'],
};

const loginFile = '.claude/.credentials.json';
const keys = ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN', 'CLAUDE_CODE_OAUTH_TOKEN'];
const endpoint = ['ANTHROPIC_BASE_URL', 'ANTHROPIC_CUSTOM_HEADERS'];
/** A switch for a cloud, and what goes with it. */
const clouds: Readonly<Record<string, readonly string[]>> = {
  CLAUDE_CODE_USE_BEDROCK: [
    'AWS_REGION',
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_SESSION_TOKEN',
    'AWS_BEARER_TOKEN_BEDROCK',
    'ANTHROPIC_BEDROCK_BASE_URL',
  ],
  CLAUDE_CODE_USE_VERTEX: [
    'CLOUD_ML_REGION',
    'ANTHROPIC_VERTEX_PROJECT_ID',
    'ANTHROPIC_VERTEX_BASE_URL',
    'GOOGLE_APPLICATION_CREDENTIALS',
  ],
};

/**
 * Switches of Claude Code itself: nothing inlined from `@path`, no names of commits beside the prompt, no telemetry, no updates,
 * few retries, since ours come on top.
 */
const switches = {
  CLAUDE_CODE_DISABLE_ATTACHMENTS: '1',
  CLAUDE_CODE_DISABLE_GIT_INSTRUCTIONS: '1',
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  DISABLE_AUTOUPDATER: '1',
  DISABLE_TELEMETRY: '1',
  CLAUDE_CODE_MAX_RETRIES: '3',
  API_TIMEOUT_MS: '300000',
};

const flags = [
  '--restricted',
  ...['--setting-sources', ''],
  '--strict-mcp-config',
  ...['--tools', 'Read,Grep,Glob'],
  ...['--permission-mode', 'dontAsk'],
  '--disable-slash-commands',
  '--no-session-persistence',
];

/** Claude Code by Anthropic. */
export const claude: CliAgent = {
  type: 'cli',
  facts,
  name: 'claude',
  family: 'anthropic',
  loginFiles: [loginFile],
  keyRoute: { keys, endpoint: 'ANTHROPIC_BASE_URL', service: 'https://api.anthropic.com' },
  detect: (context) => detectCli(facts, isSignedIn(context), context),
  invoke,
  read: (ended, context) => readClaude(facts, ended, context),
};

function isSignedIn({ environment, logins }: Pick<DetectionContext, 'environment' | 'logins'>): boolean {
  return hasVariable(environment, [...keys, ...Object.keys(clouds)]) || loginFile in logins;
}

function invoke(brief: Brief, context: RunContext): Invocation {
  const { environment, logins, settings } = context;
  const cloud = Object.keys(clouds).find((name) => environment[name]);
  const login = hasVariable(environment, keys) || cloud ? undefined : logins[loginFile];
  const { $schema: _, ...schema } = brief.schema as Record<string, unknown>; // refused by its validator
  return {
    command: [
      ...[facts.program, '--print', '--verbose'],
      ...['--output-format', 'stream-json', '--json-schema', JSON.stringify(schema)],
      ...flags,
      ...(settings.model ? ['--model', settings.model] : []),
      ...(settings.effort ? ['--effort', settings.effort] : []),
    ],
    environment: {
      ...switches,
      ...pickVariables(environment, cloud ? [cloud, ...(clouds[cloud] ?? [])] : [...keys, ...endpoint]),
    },
    stdin: writeStdin(brief),
    homeFiles: login === undefined ? {} : { [loginFile]: withoutRefreshToken(login) },
    workingDirectory: context.workspace,
    answerFile: null,
    isolation: [
      'tools Read, Grep and Glob alone, inside the workspace (--restricted)',
      'no project settings',
    ],
  };
}
