import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { pullRequestPayload, runStep, type Step, type StepResult } from './action-step.ts';
import { PullRequestServer } from './pull-request-server.ts';
import { type FileContent, makeChange, type TestRepository, temporaryDirectory } from './repository.ts';
import { ResultsServer } from './results-server.ts';

/** A pull request with GitHub's services around it. */
export interface Scene {
  readonly repository: TestRepository;
  readonly github: PullRequestServer;
  readonly results: ResultsServer;
  /** A step on an event of the pull request. */
  stepWith(step?: Partial<Step>): Step;
  /** Runs it, and makes sure of what must hold however a step ends. */
  run(step?: Partial<Step>, expectation?: { readonly hasGate: boolean }): Promise<StepResult>;
  /** Commits to the pull request, which moves its head. */
  push(files: Readonly<Record<string, FileContent>>): string;
  /** Has GitHub list what was uploaded since the last time, as of a run of this workflow on the pull request's branch. */
  listArtifact(run?: Partial<PullRequestServer['runs'][number]>): void;
}

/** What a scene may have otherwise. */
export interface SceneOptions {
  readonly base?: Readonly<Record<string, FileContent>>;
  readonly head?: Readonly<Record<string, FileContent>>;
  /** A custom agent `mine`, as the JavaScript of its program. */
  readonly agent?: string;
  /** Further keys of the configuration. */
  readonly configuration?: Readonly<Record<string, unknown>>;
}

/** One important finding of `checks`, which blocks. */
export const focused = { 'a.test.js': "it.only('a', () => {});\n" };
/** And none. */
export const unfocused = { 'a.test.js': "it('a', () => {});\n" };

/** Sets a scene, gone with the test. Steps review with `checks` unless they say otherwise. */
export async function openScene(options: SceneOptions = {}): Promise<Scene> {
  const { base, head, agent } = options;
  const configuration = { '.github/deep-review.yml': configurationOf(options) };
  const repository = makeChange({ ...unfocused, ...base, ...configuration }, head ?? focused);
  const { git } = repository;
  const github = await PullRequestServer.start(git('rev-parse', 'feature'));
  const results = await ResultsServer.start();
  onTestFinished(() => github[Symbol.asyncDispose]());
  onTestFinished(() => results[Symbol.asyncDispose]());
  github.baseSha = git('rev-parse', 'main');
  github.blobUrl = results.url;
  github.artifacts = results.artifacts;
  const stepWith = (step: Partial<Step> = {}): Step => ({
    repository,
    event: 'pull_request',
    payload: pullRequestPayload(repository),
    github,
    results,
    ...step,
    with: { agents: agent === undefined ? 'checks' : 'mine', ...step.with },
  });
  return {
    repository,
    github,
    results,
    stepWith,
    async run(step, { hasGate } = { hasGate: true }) {
      const ended = await runStep(stepWith(step));
      expectSound(ended);
      if (hasGate) expectGate(ended);
      return ended;
    },
    push(files) {
      github.headSha = repository.commit('Go on', files);
      return github.headSha;
    },
    listArtifact(run) {
      const path = '.github/workflows/review.yml';
      for (const { id } of results.artifacts.slice(github.runs.length))
        github.runs.push({
          artifactId: id,
          path,
          event: 'pull_request',
          branch: 'feature',
          repository: 'acme/queue',
          ...run,
        });
    },
  };
}

/** What holds of every step: no secret is out, nothing is left running, and it says what came of it. */
function expectSound({ leaks, orphans, summary, log }: StepResult): void {
  expect(leaks).toEqual([]);
  expect(orphans).toEqual([]);
  expect(log).not.toMatch(/bug of Deep Review/);
  expect(summary).toMatch(/^(> .*\n\n)*# Deep Review/);
}

/** What holds where there is a verdict: the exit code is the gate's, and the report says the same. */
function expectGate({ exitCode, outputs, report, log }: StepResult): void {
  expect(outputs.gate, log).toMatch(/^(pass|block|inconclusive)$/);
  expect(exitCode).toBe(outputs.gate === 'pass' ? 0 : 1);
  expect(report?.verdict.level ?? 'skipped').toBe(outputs.verdict);
}

/** Declares the agent, which gets its own key and nothing else. */
function configurationOf({ agent, configuration }: SceneOptions): string {
  if (agent === undefined) return JSON.stringify({ ...configuration });
  const program = join(temporaryDirectory(), 'agent.mjs');
  writeFileSync(program, agent);
  const mine = { command: [process.execPath, program], environment: ['AGENT_KEY'] };
  return JSON.stringify({ ...configuration, agents: { mine } });
}

/** JavaScript that prints a review, of which parts are replaced by the value of an expression. */
export const printReview = (parts = '{}'): string => `console.log(JSON.stringify({
  summary: 'Read.', findings: [], design: { concerns: [], strengths: [] }, testing: { assessment: '', untested: [] },
  documentation: '', commits: '', limitations: [], coverage: [{ path: 'a.test.js', status: 'read' }], ...(${parts}),
}));`;
