import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished } from 'vitest';
import type { AgentSettings, Detection, Invocation } from '../../../src/agents/adapter/agent.ts';
import { type Attempt, attemptRun } from '../../../src/agents/runs/attempt.ts';
import { createAgentRunner } from '../../../src/agents/runs/run-agent.ts';
import { detectAgent } from '../../../src/agents/team/detect.ts';
import type { TeamMember } from '../../../src/agents/team/team.ts';
import { answerSchemaOf } from '../../../src/brief/json-schema.ts';
import { resolveRevisions } from '../../../src/change/ends/resolve-revisions.ts';
import { reviewSchema } from '../../../src/model/answers/review-schema.ts';
import type { Brief } from '../../../src/model/brief.ts';
import type { Change } from '../../../src/model/change/change.ts';
import type { Ports } from '../../../src/model/ports.ts';
import type { AgentRun, Outcome } from '../../../src/model/run.ts';
import { buildBrief } from '../../helpers/brief.ts';
import { buildChange } from '../../helpers/change.ts';
import { buildPorts } from '../../helpers/ports.ts';
import { processesWith } from '../../helpers/processes.ts';
import { makeChange, type TestRepository, temporaryDirectory } from '../../helpers/repository.ts';
import { requestFor } from '../../helpers/run-fixture.ts';
import { changedFootprints, footprintsOf } from './footprints.ts';
import type { Scenario } from './stub/scenario.ts';
import type { StubRun, StubServer } from './stub/server.ts';
import { keyOf, type Subject, searchPath } from './subjects.ts';

/** What a trial may set; everything else is a small change, reviewed with the CLI's usual flags. */
export interface TrialOptions {
  readonly repository?: TestRepository;
  /** The change of that repository, where a test counts its lines. */
  readonly change?: Change;
  readonly brief?: Partial<Brief>;
  readonly timeoutMs?: number;
  readonly effort?: string;
  /** The key that the user set; empty for one who is signed in instead. */
  readonly key?: string;
  /** Where our temporary folders lie; a new one where it is not said. */
  readonly temporary?: string;
  /** A sentence where the run must stop. */
  readonly stopsAt?: NonNullable<TeamMember['stopsAt']>;
  /** How often its model may be asked. */
  readonly maxTurns?: number;
  /** Called at each model call. */
  readonly watch?: () => void;
  /** Starts it otherwise, in a checkout. */
  readonly wrap?: (invocation: Invocation) => Invocation;
  /** Further variables of our own environment. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A scenario, or one that needs to know where the CLI works. */
export type Play = Scenario | ((workspace: string, url: string) => Scenario);

/** One run of a real CLI against the stub. */
export interface Trial {
  readonly stub: StubRun;
  readonly outcome: Outcome;
  readonly reason: string | null;
  readonly changedWorkspace: boolean;
  /** Processes of the run that still lived afterwards. */
  readonly left: readonly string[];
  /** Programs of the run whose environment held the key when the service was asked. */
  readonly keyHolders: ReadonlySet<string>;
}

/** Runs a CLI once through the same runner as in a review. */
export async function tryAgent(
  server: StubServer,
  subject: Subject,
  play: Play,
  options: TrialOptions = {},
): Promise<Trial & { readonly run: AgentRun; readonly record: string }> {
  const { stub, ports, detection, settings, brief, keyHolders } = await prepare(
    server,
    subject,
    play,
    options,
    (directory) => join(directory, 'runs/head/workspace-1'),
  );
  const repository = options.repository ?? smallChange();
  const outputDirectory = temporaryDirectory();
  const runner = createAgentRunner({
    change: options.change ?? buildChange({ 'a.ts': ['one\n', 'two\n'] }),
    revisions: await resolveRevisions(requestFor(repository), ports),
    outputDirectory,
    ports,
    pausesMs: [200, 500],
  });
  const { agent } = subject;
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
  const run = await runner.run(
    {
      ...{ agent, settings, detection, timeoutMs, reviews: true, rules: false },
      ...{ maxTurns: options.maxTurns ?? 400, ...(options.stopsAt && { stopsAt: options.stopsAt }) },
    },
    brief,
  );
  await runner.close();
  const { outcome, reason, changedWorkspace } = run;
  const record = `${outputDirectory}/raw/${run.id}`;
  return {
    stub,
    run,
    record,
    outcome,
    reason,
    changedWorkspace,
    left: await leftIn(ports.temporaryDirectory),
    keyHolders,
  };
}

/** Runs a CLI once in a checkout as git made it, hostile files and all: its own flags are all that protects. */
export async function tryInCheckout(
  server: StubServer,
  subject: Subject,
  play: Play,
  options: TrialOptions & { readonly repository: TestRepository },
): Promise<Trial & { readonly attempt: Attempt }> {
  const workspace = options.repository.directory;
  const prepared = await prepare(server, subject, play, options, () => workspace);
  const { stub, ports, detection, settings, brief, keyHolders } = prepared;
  const directory = join(ports.temporaryDirectory, 'attempt');
  const home = join(directory, 'home');
  mkdirSync(home, { recursive: true });
  const attempt = await attemptRun(brief, {
    agent: subject.agent,
    context: {
      workspace,
      home,
      briefDirectory: workspace,
      readable: [],
      settings,
      detection,
      environment: ports.environment,
      logins: {},
      timeoutMs: options.timeoutMs ?? defaultTimeoutMs,
    },
    directory,
    limitMs: options.timeoutMs ?? defaultTimeoutMs,
    signal: ports.signal,
    redact: (text) => text,
    prepare: async (invocation) => options.wrap?.(invocation) ?? invocation,
  });
  const { outcome, reason } = attempt.judgement;
  const changedWorkspace = options.repository.git('status', '--porcelain') !== '';
  const left = await leftIn(ports.temporaryDirectory);
  return { stub, attempt, outcome, reason, changedWorkspace, left, keyHolders };
}

/** Processes of a run that do not end: a killed one is there for a moment. */
async function leftIn(directory: string): Promise<string[]> {
  for (let moment = 0; moment < 20 && processesWith(directory).length > 0; moment++) await sleep(50);
  return processesWith(directory);
}

/** Slow CLIs need 5 s of processor time for a trivial answer, and the machine may be loaded. */
const defaultTimeoutMs = 120_000;

const smallChange = () => makeChange({ 'a.ts': 'one\n' }, { 'a.ts': 'two\n' });

interface Prepared {
  readonly stub: StubRun;
  readonly ports: Ports;
  readonly settings: AgentSettings;
  readonly detection: Detection;
  readonly brief: Brief;
  readonly keyHolders: ReadonlySet<string>;
}

async function prepare(
  server: StubServer,
  subject: Subject,
  play: Play,
  options: TrialOptions,
  workspaceIn: (temporaryDirectory: string) => string,
): Promise<Prepared> {
  const directory = options.temporary ?? temporaryDirectory();
  const footprints = footprintsOf(subject.program);
  onTestFinished(() => {
    expect(processesWith(directory), 'processes that are left').toEqual([]);
    const changed = changedFootprints(footprints, footprintsOf(subject.program));
    expect(changed, 'files outside the temporary folder').toEqual([]);
  });
  const keyHolders = new Set<string>();
  const stub = server.play(
    (url) => (typeof play === 'function' ? play(workspaceIn(directory), url) : play),
    () => {
      options.watch?.();
      for (const line of processesWith(keyOf(subject))) keyHolders.add(line.split(' ', 2)[1] ?? line);
    },
  );
  const ports = buildPorts({
    temporaryDirectory: directory,
    environment: {
      PATH: searchPath,
      HTTPS_PROXY: server.proxyUrl,
      HTTP_PROXY: server.proxyUrl,
      NO_PROXY: '127.0.0.1,localhost',
      ...subject.environment(stub.url, options.key ?? keyOf(subject)),
      ...options.environment,
    },
  });
  const settings = { model: subject.model, effort: options.effort ?? null };
  return {
    stub,
    ports,
    settings,
    keyHolders,
    detection: await detectOnce(subject, settings, ports),
    brief: buildBrief({ schema: answerSchemaOf(reviewSchema), ...options.brief }),
  };
}

const detections = new Map<string, Detection>();

/** Preflight has tests of its own; here once is enough, unless it found a CLI wanting: a slow one is in time the next time. */
async function detectOnce(subject: Subject, settings: AgentSettings, ports: Ports): Promise<Detection> {
  const found = detections.get(subject.program) ?? (await detectAgent(subject.agent, settings, ports));
  if (found.outcome === 'completed') detections.set(subject.program, found);
  return found;
}
