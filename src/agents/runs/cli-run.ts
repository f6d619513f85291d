import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Revisions } from '../../change/ends/revisions.ts';
import { type Brief, briefFolder } from '../../model/brief.ts';
import type { Ports } from '../../model/ports.ts';
import type { Spent } from '../../model/run.ts';
import type { CliAgent } from '../adapter/agent.ts';
import type { SeenService } from '../keys/key-proxy.ts';
import { readLogins } from '../keys/read-logins.ts';
import { keyRouteOf, withholdKey } from '../keys/withhold-key.ts';
import { together } from '../processes/watch-spending.ts';
import type { TeamMember } from '../team/team.ts';
import type { WorkspacePool } from '../workspaces/workspace-pool.ts';
import { type Attempt, attemptRun } from './attempt.ts';
import { attemptUntilDone } from './attempt-until-done.ts';
import { whyHopeless } from './judging/hopeless.ts';
import { prepareInvocation } from './prepare-invocation.ts';
import { factsOf, type RunFacts } from './run-facts.ts';

/** What the runs of CLI agents share. */
export interface CliRunSetting {
  readonly revisions: Revisions;
  readonly ports: Ports;
  /** Workspaces of the head, and of the base for custom commands. */
  readonly heads: WorkspacePool;
  readonly bases: WorkspacePool;
  /** Pauses before further tries after a transient failure, in milliseconds. */
  readonly pausesMs: readonly number[];
}

/** A finished run with its attempts, for the record. */
export interface CliRun {
  readonly facts: RunFacts;
  readonly attempts: readonly Attempt[];
  /** What the agent wrote into its workspace. */
  readonly changes: readonly string[];
}

/** Runs a CLI agent in a private workspace and HOME; `directory` gets everything else that is private to the run. */
export async function runCli(
  member: TeamMember & { readonly agent: CliAgent },
  brief: Brief,
  directory: string,
  { revisions, ports, heads, bases, pausesMs }: CliRunSetting,
): Promise<CliRun> {
  const { agent, settings, detection } = member;
  const deadline = ports.clock.now() + member.timeoutMs;
  const logins = await readLogins(agent, ports.environment);
  const workspace = await heads.open(briefFilesOf(brief));
  const stop = new AbortController();
  const giveUp = (seen: SeenService) => whyHopeless(seen, deadline, member.maxTurns);
  const key = await withholdKey(
    keyRouteOf(agent, settings, ports.environment),
    ports.environment,
    ports.clock.now,
    (seen) => {
      if (giveUp(seen)) stop.abort();
    },
  );

  const { stopsAt } = member;
  const before: Spent[] = [];
  // A CLI that no proxy listens to may tell itself how often its model was asked; nothing is known of a custom agent.
  const isCounted = agent.facts !== undefined && !key.isProxied;
  const giveUpOn = ({ turns }: Spent) =>
    giveUp({ ...key.seen(), ...(isCounted && { requests: turns ?? 0 }) });
  const attempt = async (asked: Brief, number: number): Promise<Attempt> => {
    const attemptDirectory = join(directory, `attempt-${number}`);
    const context = {
      workspace: workspace.directory,
      home: join(attemptDirectory, 'home'),
      briefDirectory: join(workspace.directory, briefFolder),
      readable: [workspace.objects],
      settings,
      detection,
      environment: key.environment,
      logins,
      timeoutMs: deadline - ports.clock.now(),
    };
    await mkdir(context.home, { recursive: true, mode: 0o700 });
    const tried = await attemptRun(asked, {
      agent,
      context,
      directory: attemptDirectory,
      signal: AbortSignal.any([ports.signal, stop.signal]),
      limitMs: member.timeoutMs,
      redact: ports.redact,
      stopsAt:
        stopsAt || isCounted
          ? (spent) => giveUpOn(spent)?.reason ?? stopsAt?.(together([...before, spent])) ?? null
          : null,
      prepare: (invocation, temporary) => {
        const places = {
          context,
          workspace,
          temporary,
          revisions,
          bases: agent.runsRepositoryFiles ? bases : null,
        };
        return prepareInvocation(key.disclose(invocation), places, ports);
      },
    });
    before.push(tried.answer);
    const hopeless = tried.judgement.outcome === 'completed' ? null : giveUpOn(tried.answer);
    return hopeless ? { ...tried, judgement: hopeless } : tried;
  };

  const patience = { deadline, pausesMs, notBefore: () => key.seen().waitUntil };
  const attempts = await attemptUntilDone(brief, attempt, patience, ports).finally(key.close);
  const changes = await workspace.giveBack();
  return { facts: factsOf(attempts, { brief, workspace: workspace.directory, changes }), attempts, changes };
}

function briefFilesOf({ schema, files, text }: Brief): Record<string, string> {
  return { 'schema.json': `${JSON.stringify(schema, null, 2)}\n`, ...files, 'brief.md': text };
}
