import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Revisions } from '../../change/ends/revisions.ts';
import { isAskable } from '../../change/git/object-questions.ts';
import type { TextStream } from '../../change/git/text-stream.ts';
import { readReview } from '../../findings/read-review.ts';
import type { Brief } from '../../model/brief.ts';
import type { Change } from '../../model/change/change.ts';
import type { Ports } from '../../model/ports.ts';
import type { AgentRun } from '../../model/run.ts';
import type { BuiltInAgent } from '../adapter/agent.ts';
import { removeTree } from '../processes/remove-tree.ts';
import { sweepAbandoned } from '../processes/sweep.ts';
import type { TeamMember } from '../team/team.ts';
import { createWorkspacePool } from '../workspaces/workspace-pool.ts';
import type { CliRun, CliRunSetting } from './cli-run.ts';
import { countAnswer } from './judging/readability.ts';
import { vacuousReason } from './judging/vacuous.ts';
import { recordRun } from './record-run.ts';
import { type RunFacts, unstarted } from './run-facts.ts';
import { addSaidBefore } from './said-before.ts';

/** What the runs of one review share. */
export interface AgentRunnerContext {
  readonly change: Change;
  readonly revisions: Revisions;
  /** Gets `raw/<run id>/` of every run. */
  readonly outputDirectory: string;
  readonly ports: Ports;
  /** Pauses before further tries after a transient failure; the CLIs have had their own retries by then. */
  readonly pausesMs?: readonly number[];
}

/** Runs agents; any number of runs may go on at the same time. */
export interface AgentRunner {
  /** Never throws: whatever goes wrong is the run's outcome. */
  run(member: TeamMember, brief: Brief): Promise<AgentRun>;
  /** What agents could not be shown, for the report. */
  notes(): string[];
  /** Removes every workspace, and those of reviews that were killed. */
  close(): Promise<void>;
}

const mostNamed = 5;

/** Prepares for running agents on a change; see {@link AgentRunner}. */
export function createAgentRunner(context: AgentRunnerContext): AgentRunner {
  const { change, revisions, ports, outputDirectory } = context;
  const root = join(ports.temporaryDirectory, 'runs');
  const setting: CliRunSetting = {
    revisions,
    ports,
    heads: createWorkspacePool(revisions, revisions.head, join(root, 'head')),
    bases: createWorkspacePool(revisions, revisions.base, join(root, 'base')),
    pausesMs: context.pausesMs ?? [5_000, 30_000],
  };

  const swept = sweepAbandoned(ports.temporaryDirectory, ports.clock.now());

  async function perform(member: TeamMember, brief: Brief, id: string): Promise<CliRun> {
    const without = (facts: RunFacts): CliRun => ({ facts, attempts: [], changes: [] });
    const { agent, detection } = member;
    if (ports.signal.aborted)
      return without(unstarted('cancelled', 'The review was stopped before it began.'));
    if (detection.outcome !== 'completed') return without(unstarted(detection.outcome, detection.reason));
    if (agent.type === 'built-in') return without(await runBuiltIn(agent, change, revisions, ports.redact));
    const directory = join(root, 'private', id);
    const startedAt = ports.clock.now();
    try {
      const { runCli } = await import('./cli-run.ts');
      const run = await runCli({ ...member, agent }, brief, directory, setting);
      const facts = markVacuous(run.facts, brief, change, ports.clock.now() - startedAt);
      return { ...run, facts: addSaidBefore(facts, brief.role, run.attempts) };
    } finally {
      await removeTree(directory);
    }
  }

  return {
    async run(member, brief) {
      const { agent } = member;
      const { role } = brief;
      const id = brief.suffix === '' ? agent.name : `${agent.name}-${brief.suffix}`;
      const startedAt = ports.clock.now();
      ports.emit({ type: 'run-started', at: startedAt, run: id, agent: agent.name, role });
      const performed = await perform(member, brief, id).catch(crashed);
      const run = describeRun(id, member, brief, performed.facts, startedAt, ports);
      if (run.changedWorkspace) ports.log.warning(`${id} changed its workspace, which was discarded.`);
      await recordRun(run, brief, performed, outputDirectory, ports.redact).catch((error: Error) =>
        ports.log.warning(`The record of ${id} could not be written: ${error.message}`),
      );
      ports.emit({ type: 'run-finished', at: ports.clock.now(), ...summarise(run) });
      return run;
    },
    notes() {
      const unread = [...new Set([...setting.heads.unread(), ...setting.bases.unread()])].sort();
      if (unread.length === 0) return [];
      const more = unread.length > mostNamed ? ` and ${unread.length - mostNamed} more` : '';
      return [
        `The repository lacks the text of files that agents may have wanted to read: ${unread.slice(0, mostNamed).join(', ')}${more}.`,
      ];
    },
    async close() {
      await Promise.all([swept, removeTree(root)]);
    },
  };
}

function describeRun(
  id: string,
  { agent, settings, detection }: TeamMember,
  brief: Brief,
  facts: RunFacts,
  startedAt: number,
  { clock, redact }: Ports,
): AgentRun {
  return {
    ...facts,
    id,
    agent: agent.name,
    family: agent.family,
    role: brief.role,
    reason: facts.reason === null ? null : redact(stripVTControlCharacters(facts.reason)),
    model: facts.model ?? settings.model,
    effort: settings.effort,
    version: detection.version,
    startedAt,
    durationMs: clock.now() - startedAt,
    assigned: brief.assigned,
    inlined: brief.inlined,
    subjects: brief.subjects,
  };
}

/** What listeners are told of a finished run. */
function summarise({ id, agent, role, outcome, reason, durationMs, answer }: AgentRun) {
  const count = outcome === 'completed' && answer !== null ? countAnswer(role, answer) : 0;
  return { run: id, agent, role, outcome, reason, durationMs, count };
}

function crashed(error: unknown): CliRun {
  const words = error instanceof Error ? error.message : String(error);
  return { facts: unstarted('crashed', `It could not be run: ${words}`), attempts: [], changes: [] };
}

async function runBuiltIn(
  agent: BuiltInAgent,
  change: Change,
  { git, head, mergeBase }: Revisions,
  redact: (text: string) => string,
): Promise<RunFacts> {
  // Most rules look at added lines alone.
  let texts: TextStream | null = null;
  const answer = await agent
    .review(change, (path, side) => {
      const revision = side === 'new' ? head : mergeBase;
      if (!isAskable(path)) return git.readFile(revision, path);
      texts ??= git.openTexts();
      return texts.read(revision, path);
    })
    .finally(() => texts?.close());
  return {
    ...unstarted('completed', null),
    answer: redact(answer),
    attempts: 1,
    isolation: ['runs in this process: no model, no network, nothing of the pull request is executed'],
  };
}

/** A reviewer that answered without having reviewed gets an outcome of its own. */
function markVacuous(facts: RunFacts, brief: Brief, change: Change, durationMs: number): RunFacts {
  if (brief.role !== 'reviewer' || facts.outcome !== 'completed' || facts.answer === null) return facts;
  const reading = readReview(facts.answer);
  if (reading.form === 'unreadable') return facts;
  const assigned = new Set(brief.assigned);
  const files = change.files.filter(({ path }) => assigned.has(path));
  const reason = vacuousReason({
    review: reading.review,
    turns: facts.turns,
    toolCalls: facts.toolCalls,
    wasShown: facts.readings?.some(({ shown }) => shown !== 'refused') ?? null,
    outputTokens: facts.tokens?.output ?? null,
    pathsRead: facts.pathsRead,
    durationMs,
    files: files.length,
    changedLines: files.reduce((lines, { additions, deletions }) => lines + additions + deletions, 0),
    inlined: brief.inlined,
  });
  return reason === null ? facts : { ...facts, outcome: 'vacuous', reason };
}
