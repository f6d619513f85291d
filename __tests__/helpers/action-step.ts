import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inputDefinitions } from '../../src/config/inputs.ts';
import { type TestRepository, temporaryDirectory } from './repository.ts';

/** How a step that used the action ended. */
export interface StepResult {
  readonly exitCode: number | null;
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** What a step is given; `with` overrides the inputs' defaults. */
export interface Step {
  readonly repository: TestRepository;
  readonly event: string;
  readonly payload: unknown;
  readonly with?: Readonly<Record<string, string>>;
}

/** Runs `dist/action.js` with the variables and files that GitHub's runner gives an action. */
export function runStep(step: Step): StepResult {
  const work = temporaryDirectory();
  const file = (name: string, text = '') => {
    writeFileSync(join(work, name), text);
    return join(work, name);
  };
  const inputs = { ...defaults(), 'artifact-name': '', ...step.with };
  const summary = file('summary.md');
  const outputs = file('outputs');
  const ended = spawnSync(
    process.execPath,
    [fileURLToPath(new URL('../../dist/action.js', import.meta.url))],
    {
      cwd: step.repository.directory,
      env: {
        PATH: '/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin',
        HOME: work,
        CI: 'true',
        GITHUB_ACTIONS: 'true',
        GITHUB_EVENT_NAME: step.event,
        GITHUB_EVENT_PATH: file('event.json', JSON.stringify(step.payload)),
        GITHUB_WORKSPACE: step.repository.directory,
        GITHUB_REPOSITORY: 'octo/example',
        GITHUB_SERVER_URL: 'https://github.com',
        GITHUB_SHA: step.repository.git('rev-parse', 'HEAD'),
        GITHUB_RUN_ID: '1',
        GITHUB_STEP_SUMMARY: summary,
        GITHUB_OUTPUT: outputs,
        RUNNER_TEMP: work,
        ...Object.fromEntries(
          Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
        ),
      },
      encoding: 'utf8',
      timeout: 50_000,
    },
  );
  return {
    exitCode: ended.status,
    log: ended.stdout + ended.stderr,
    summary: read(summary),
    outputs: parseOutputs(read(outputs)),
  };
}

/** The payload of a `pull_request` event for a repository's `main` and `feature`. */
export function pullRequestPayload(
  { git }: TestRepository,
  overrides: Readonly<Record<string, unknown>> = {},
) {
  const repo = { full_name: 'octo/example' };
  return {
    action: 'opened',
    pull_request: {
      number: 7,
      title: 'Change it',
      body: 'Because.',
      html_url: 'https://github.com/octo/example/pull/7',
      draft: false,
      user: { login: 'ada' },
      head: { sha: git('rev-parse', 'feature'), ref: 'feature', repo },
      base: { sha: git('rev-parse', 'main'), ref: 'main', repo },
      ...overrides,
    },
  };
}

function defaults(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inputDefinitions).map(([name, definition]) => [
      name,
      name === 'github-token' ? '' : definition.default,
    ]),
  );
}

const read = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : '');

/** `name<<delimiter` blocks, as `@actions/core` writes them. */
function parseOutputs(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/^(.+?)<<(.+)\n([\s\S]*?)\n?\2$/gm)].map((match) => [match[1] ?? '', match[3] ?? '']),
  );
}
