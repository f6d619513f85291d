import { fileURLToPath } from 'node:url';
import { customAgent } from '../../src/agents/clis/custom.ts';
import { createAgentRunner } from '../../src/agents/runs/run-agent.ts';
import type { TeamMember } from '../../src/agents/team/team.ts';
import { resolveRevisions } from '../../src/change/ends/resolve-revisions.ts';
import type { Configuration } from '../../src/config/configuration.ts';
import type { Brief } from '../../src/model/brief.ts';
import type { Ports } from '../../src/model/ports.ts';
import type { AgentRun } from '../../src/model/run.ts';
import { buildBrief } from './brief.ts';
import { buildChange } from './change.ts';
import { buildPorts } from './ports.ts';
import { makeChange, type TestRepository, temporaryDirectory } from './repository.ts';

/** Path of a fake agent: `__tests__/fixtures/agents/<name>.mjs`. */
export const fixture = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/agents/${name}.mjs`, import.meta.url));

/** What a test may set of a run; everything else is a small change and a ready custom agent. */
export interface FixtureRun {
  readonly repository?: TestRepository;
  readonly brief?: Partial<Brief>;
  readonly member?: Partial<TeamMember>;
  readonly declaration?: Partial<Configuration['agents'][string]>;
  readonly ports?: Partial<Ports>;
  readonly pausesMs?: readonly number[];
}

/** Runs a fake agent once, as a review would, and tells where it was recorded. */
export async function runFixture(
  name: string,
  options: FixtureRun = {},
): Promise<{ run: AgentRun; record: string; ports: Ports }> {
  const ports = buildPorts(options.ports);
  const repository = options.repository ?? makeChange({ 'a.ts': 'one\n' }, { 'a.ts': 'two\n' });
  const outputDirectory = temporaryDirectory();
  const runner = createAgentRunner({
    change: buildChange({ 'a.ts': ['one\n', 'two\n'] }),
    revisions: await resolveRevisions(requestFor(repository), ports),
    outputDirectory,
    ports,
    pausesMs: options.pausesMs ?? [10],
  });
  const run = await runner.run(buildMember(name, options), buildBrief(options.brief));
  await runner.close();
  return { run, record: `${outputDirectory}/raw/${run.id}`, ports };
}

/** A ready member whose command is a fixture. */
export function buildMember(name: string, { member, declaration }: FixtureRun = {}): TeamMember {
  return {
    agent: customAgent(name, {
      format: 'json',
      environment: [],
      readable: [],
      files: {},
      ...declaration,
      command: declaration?.command ?? [process.execPath, fixture(name)],
    }),
    settings: { model: null, effort: null },
    detection: {
      outcome: 'completed',
      version: null,
      program: null,
      sandbox: null,
      reason: null,
      warnings: [],
    },
    timeoutMs: 20_000,
    maxTurns: 400,
    reviews: true,
    rules: true,
    ...member,
  };
}

/** A request for the branch `feature` against `main`. */
export const requestFor = (repository: TestRepository) => ({
  directory: repository.directory,
  base: 'main',
  head: 'feature',
  pullRequest: null,
  repository: null,
  webUrl: null,
  branch: null,
  token: null,
  openApi: null,
});
