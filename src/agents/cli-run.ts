import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Brief, briefFolder } from '../brief/brief.ts';
import type { Revisions } from '../change/revisions.ts';
import type { Ports } from '../ports.ts';
import type { CliAgent, Invocation } from './agent.ts';
import { type Attempt, attemptRun } from './attempt.ts';
import { baseCommand } from './base-command.ts';
import { readLogins } from './read-logins.ts';
import { repairBrief } from './repair.ts';
import { type RunFacts, sumSpending, unstarted } from './run-facts.ts';
import type { TeamMember } from './team.ts';
import type { Workspace } from './workspace.ts';
import type { WorkspacePool } from './workspace-pool.ts';

/** What the runs of CLI agents share. */
export interface CliRunSetting {
  readonly revisions: Revisions;
  readonly ports: Ports;
  /** Workspaces of the head, and of the base for custom commands. */
  readonly heads: WorkspacePool;
  readonly bases: WorkspacePool;
  /** Pauses before a second, third, … try after a transient failure, in milliseconds. */
  readonly pausesMs: readonly number[];
}

/** A finished run with its attempts, for the record. */
export interface CliRun {
  readonly facts: RunFacts;
  readonly attempts: readonly Attempt[];
  /** What the agent wrote into its workspace. */
  readonly changes: readonly string[];
}

/** Less time than this is not worth another attempt. */
const shortestAttemptMs = 1_000;
const errorTailLength = 2_000;

/**
 * Runs a CLI agent in a private workspace and HOME, again after transient failures as far as its time allows, and once
 * more when its answer cannot be read.
 */
export async function runCli(
  member: TeamMember & { readonly agent: CliAgent },
  brief: Brief,
  directory: string,
  setting: CliRunSetting,
): Promise<CliRun> {
  const { ports } = setting;
  const deadline = ports.clock.now() + member.timeoutMs;
  const workspace = await setting.heads.take();
  const attempts: Attempt[] = [];
  try {
    const briefDirectory = join(workspace.directory, briefFolder);
    await writeBrief(brief, briefDirectory);
    await attemptUntilDone(member, brief, deadline, attempts, {
      workspace,
      briefDirectory,
      directory,
      setting,
    });
  } catch (error) {
    if (!(error instanceof Unrunnable)) throw error;
    return {
      facts: unstarted('missing', error.message),
      attempts,
      changes: await setting.heads.giveBack(workspace),
    };
  }
  const changes = await setting.heads.giveBack(workspace);
  return { facts: factsOf(attempts, changes), attempts, changes };
}

/** The configuration names a program that must not, or cannot, be run. */
class Unrunnable extends Error {}

interface Places {
  readonly workspace: Workspace;
  readonly briefDirectory: string;
  readonly directory: string;
  readonly setting: CliRunSetting;
}

async function attemptUntilDone(
  member: TeamMember & { readonly agent: CliAgent },
  brief: Brief,
  deadline: number,
  attempts: Attempt[],
  { workspace, briefDirectory, directory, setting }: Places,
): Promise<void> {
  const { ports, pausesMs } = setting;
  const { agent } = member;
  const logins = await readLogins(agent, ports.environment);
  let asked = brief;
  let pauses = 0;
  for (;;) {
    const attemptDirectory = join(directory, `attempt-${attempts.length + 1}`);
    const home = join(attemptDirectory, 'home');
    await mkdir(home, { recursive: true, mode: 0o700 });
    const timeoutMs = deadline - ports.clock.now();
    const attempt = await attemptRun(asked, {
      agent,
      context: {
        workspace: workspace.directory,
        home,
        briefDirectory,
        settings: member.settings,
        detection: member.detection,
        environment: ports.environment,
        readable: [workspace.objects],
        logins,
        timeoutMs,
      },
      directory: attemptDirectory,
      signal: ports.signal,
      limitMs: member.timeoutMs,
      redact: ports.redact,
      prepare: (invocation) => prepare(agent, invocation, setting),
    });
    attempts.push(attempt);
    const { outcome, reason, transient } = attempt.judgement;
    const left = deadline - ports.clock.now();
    const pause = pausesMs[pauses];
    if (outcome !== 'completed' && transient && pause !== undefined && left - pause > shortestAttemptMs) {
      pauses += 1;
      await sleep(pause, undefined, { signal: ports.signal }).catch(() => undefined);
    } else if (outcome === 'malformed' && asked === brief && left > shortestAttemptMs) {
      asked = repairBrief(brief, attempt.answer.text ?? '', reason ?? '');
    } else {
      return;
    }
    if (ports.signal.aborted) return;
  }
}

async function prepare(agent: CliAgent, invocation: Invocation, setting: CliRunSetting): Promise<Invocation> {
  if (!agent.runsRepositoryFiles) return invocation;
  const { command, ...rest } = await baseCommand(invocation.command, setting.revisions, setting.bases);
  if (command === null) throw new Unrunnable('reason' in rest ? rest.reason : '');
  return { ...invocation, command };
}

async function writeBrief(brief: Brief, directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  const files = {
    'schema.json': `${JSON.stringify(brief.schema, null, 2)}\n`,
    ...brief.files,
    'brief.md': brief.text,
  };
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(directory, name), text)));
}

/** The last attempt decides, unless it was a repair that failed: then the answer that was to be repaired stands. */
function factsOf(attempts: readonly Attempt[], changes: readonly string[]): RunFacts {
  const last = attempts.at(-1);
  if (last === undefined) return unstarted('cancelled', 'The review was stopped before it began.');
  const malformed = attempts.find(({ judgement }) => judgement.outcome === 'malformed');
  const deciding = last.judgement.outcome === 'completed' ? last : (malformed ?? last);
  const { answer, ended, judgement, invocation } = deciding;
  return {
    ...sumSpending(attempts.map((attempt) => attempt.answer)),
    outcome: judgement.outcome,
    reason: judgement.reason,
    answer: answer.text,
    model: answer.model,
    pathsRead: answer.pathsRead,
    exitCode: ended.exitCode,
    signal: ended.signal,
    errorTail: ended.stderr === '' ? null : ended.stderr.slice(-errorTailLength),
    attempts: attempts.length,
    changedWorkspace: changes.length > 0,
    isolation: [
      'private workspace at the head commit',
      'private HOME',
      'allow-listed environment',
      ...invocation.isolation,
    ],
  };
}
