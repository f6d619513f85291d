import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { unpackMemory } from '../../src/github/rounds/memory.ts';
import type { Report } from '../../src/model/report/report-schema.ts';
import { processesWith } from './processes.ts';
import { type PullRequestServer, repositoryName } from './pull-request-server.ts';
import { type TestRepository, temporaryDirectory } from './repository.ts';
import type { ResultsServer } from './results-server.ts';

/** How a step that used the action ended. */
export interface StepResult {
  readonly exitCode: number | null;
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** `report.json`, or null. */
  readonly report: Report | null;
  readonly wallMs: number;
  /** Milliseconds from the cancellation to the end. */
  readonly cancelledMs: number | null;
  /** Where a secret was found that the step knew. */
  readonly leaks: readonly string[];
  /** What it left running, by command line. */
  readonly orphans: readonly string[];
}

/** What a step is given; `with` overrides the inputs' defaults. */
export interface Step {
  /** What is checked out. */
  readonly repository: TestRepository;
  readonly event: string;
  readonly payload: unknown;
  readonly with?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly github?: PullRequestServer;
  readonly results?: ResultsServer;
  /** The folder of another build of the action; null or absent for this one. */
  readonly build?: string | null;
  /** Cancels as the runner does, once the log or a service says so. */
  readonly cancelWhen?: (log: string) => boolean;
  /** Kills the process then, without a word. */
  readonly isKilled?: boolean;
}

/** What must be seen nowhere. */
const secrets = {
  token: 'ghs_canaryTokenQm7wXz41Lr93Vd',
  runtime: 'canaryRuntimeVb83KpTn06Wq',
  key: 'canary-agent-key-Pn70DxEo15',
};

/** Runs `dist/action.js` with the variables, files and signals that GitHub's runner gives an action. */
export async function runStep(step: Step): Promise<StepResult> {
  const work = temporaryDirectory();
  const file = (name: string, text = '') => {
    writeFileSync(join(work, name), text);
    return join(work, name);
  };
  const build = step.build ?? fileURLToPath(new URL('../..', import.meta.url));
  const inputs = { ...defaults(step, build), ...step.with };
  const tracking = `tracking-${randomUUID()}`;
  const summary = file('summary.md');
  const outputs = file('outputs');
  const startedAt = performance.now();
  const child = spawn(process.execPath, [join(build, 'dist/action.js')], {
    cwd: step.repository.directory,
    env: {
      PATH: '/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin',
      HOME: work,
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: step.event,
      GITHUB_EVENT_PATH: file('event.json', JSON.stringify(step.payload)),
      GITHUB_WORKSPACE: step.repository.directory,
      GITHUB_REPOSITORY: repositoryName,
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_API_URL: step.github?.url ?? 'http://127.0.0.1:9',
      GITHUB_SHA: step.repository.git('rev-parse', 'HEAD'),
      GITHUB_RUN_ID: '1',
      GITHUB_JOB: 'review',
      GITHUB_WORKFLOW_REF: `${repositoryName}/.github/workflows/review.yml@refs/pull/7/merge`,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_OUTPUT: outputs,
      RUNNER_TEMP: work,
      RUNNER_TRACKING_ID: tracking,
      AGENT_KEY: secrets.key,
      ...step.results?.environment(secrets.runtime),
      ...step.environment,
      ...Object.fromEntries(
        Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
      ),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let log = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      log += text;
    });
  let isOver = false;
  const ended = new Promise<number | null>((resolve) =>
    child.once('close', (code) => {
      isOver = true;
      resolve(code);
    }),
  );
  const cancelledAt = await cancel();
  const exitCode = await ended;
  const endedAt = performance.now();
  const written = parseOutputs(read(outputs));
  return {
    exitCode,
    log,
    summary: read(summary),
    outputs: written,
    report: written['report-json'] ? (JSON.parse(read(written['report-json'])) as Report) : null,
    wallMs: endedAt - startedAt,
    cancelledMs: cancelledAt === null ? null : endedAt - cancelledAt,
    leaks: leaksIn({
      log,
      summary: read(summary),
      outputs: read(outputs),
      'GitHub API': JSON.stringify(step.github?.calls ?? []),
      'the state in comments': JSON.stringify(step.github?.calls.map(({ body }) => stateIn(body)) ?? []),
      'results service': (step.results?.bodies ?? []).join('\n'),
      ...step.results?.files(),
    }),
    orphans: processesWith(tracking),
  };

  /** SIGINT, then SIGTERM 7.5 s later, to the process alone (actions/runner ProcessInvoker.cs). */
  async function cancel(): Promise<number | null> {
    if (step.cancelWhen === undefined) return null;
    while (!isOver && !step.cancelWhen(log)) await sleep(10);
    const at = performance.now();
    child.kill(step.isKilled ? 'SIGKILL' : 'SIGINT');
    await Promise.race([ended, sleep(7_500, undefined, { ref: false })]);
    if (!isOver) child.kill('SIGTERM');
    return at;
  }
}

/** The payload of a `pull_request` event for a repository's `main` and `feature`. */
export function pullRequestPayload(
  { git }: TestRepository,
  overrides: Readonly<Record<string, unknown>> = {},
) {
  const repo = { full_name: repositoryName };
  return {
    action: 'synchronize',
    pull_request: {
      number: 7,
      title: 'Change it',
      body: 'Because.',
      html_url: `https://github.com/${repositoryName}/pull/7`,
      state: 'open',
      draft: false,
      labels: [],
      user: { login: 'ada' },
      head: { sha: git('rev-parse', 'feature'), ref: 'feature', repo },
      base: { sha: git('rev-parse', 'main'), ref: 'main', repo },
      ...overrides,
    },
  };
}

function defaults({ github, results }: Step, build: string): Record<string, string> {
  const { inputs } = parse(readFileSync(join(build, 'action.yml'), 'utf8')) as {
    inputs: Record<string, { default?: unknown }>;
  };
  const written = Object.fromEntries(
    Object.entries(inputs).map(([name, { default: value }]) => [name, String(value ?? '')]),
  );
  return {
    ...written,
    'github-token': github ? secrets.token : '',
    ...(results ? {} : { 'artifact-name': '' }),
  };
}

/** Secrets as they are and in base64 at any alignment, by place. */
function leaksIn(places: Readonly<Record<string, string>>): string[] {
  const forms = Object.values(secrets).flatMap((secret) => [
    secret,
    ...['', 'u', 'us'].map((before) =>
      Buffer.from(before + secret)
        .toString('base64')
        .slice(4, -4),
    ),
  ]);
  return Object.entries(places).flatMap(([place, text]) =>
    forms.filter((form) => text.includes(form)).map((form) => `${form} in ${place}`),
  );
}

const stateIn = (body: unknown) => unpackMemory(String((body as { body?: string } | null)?.body ?? ''));

const read = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : '');

/** `name<<delimiter` blocks, as `@actions/core` writes them. */
function parseOutputs(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/^(.+?)<<(.+)\n([\s\S]*?)\n?\2$/gm)].map((match) => [match[1] ?? '', match[3] ?? '']),
  );
}
