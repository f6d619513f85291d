import type { AgentRunner } from '../agents/runs/run-agent.ts';
import type { TeamMember } from '../agents/team/team.ts';
import type { Brief } from '../model/brief.ts';
import type { Change } from '../model/change/change.ts';
import type { Ports } from '../model/ports.ts';
import type { AgentRun } from '../model/run.ts';
import type { Share } from './ceilings/ledger.ts';
import { notBegun } from './ceilings/not-begun.ts';
import type { RunBudget } from './ceilings/run-budget.ts';
import type { Admission, Spending } from './ceilings/spending.ts';
import { withEffort } from './choose-effort.ts';
import type { Job } from './plan-reviews.ts';

/** A run that has ended, and what it was begun as. */
export interface EndedRun {
  readonly run: AgentRun;
  readonly job: Job;
}

/** The runs that go on, within the ceilings. */
export interface RunPool {
  /** Begins those that may, keeps those in the list that may later, and ends those that never may. */
  beginSome(jobs: Job[], free: number): void;
  /** Begins one that may take so many milliseconds; false where it may not begin now. */
  beginNow(job: Job, limitMs: number): boolean;
  /** What goes on. */
  open(): readonly Job[];
  /** The next run that ends; null where the other thing that is waited for comes first. */
  next(other: Promise<unknown> | null): Promise<EndedRun | null>;
}

/** What a pool begins its runs with. */
export interface PoolTerms {
  readonly runner: Pick<AgentRunner, 'run'>;
  readonly change: Change;
  readonly budget: RunBudget;
  readonly spending: Spending;
  readonly ports: Pick<Ports, 'clock' | 'log'>;
  /** Milliseconds that a run may take by its own merits. */
  readonly limitOf: (member: TeamMember, brief: Brief) => number;
  /** Why a run that goes on is to stop, in one sentence, whatever it spent; null where it is not. */
  readonly stops: (brief: Brief) => string | null;
}

const nothing: Share = { costUsd: null, tokens: null };
const wait: Admission = { type: 'wait' };

/** Makes the pool of one review. */
export function createRunPool({
  runner,
  change,
  budget,
  spending,
  ports,
  limitOf,
  stops,
}: PoolTerms): RunPool {
  const running = new Map<Promise<AgentRun>, Job & { readonly share: Share }>();
  const admit = ({ member, brief }: Job) => spending.admit(member, brief, running.size > 0);

  const begin = (job: Job, { share, stopsAt }: Extract<Admission, { type: 'begin' }>, limitMs: number) => {
    const { member, brief } = job;
    budget.began();
    const limited: TeamMember = {
      ...withEffort(member, brief, change),
      timeoutMs: Math.max(1, Math.min(limitMs, budget.remainingMs())),
      stopsAt: (spent) => stops(brief) ?? stopsAt(spent),
    };
    running.set(runner.run(limited, brief), { ...job, share });
  };

  return {
    beginSome(jobs, free) {
      for (const job of jobs.splice(0)) {
        const admission = free > 0 ? admit(job) : wait;
        if (admission.type === 'wait') jobs.push(job);
        if (admission.type === 'refuse') {
          ports.log.warning(admission.reason);
          const run = notBegun(job, admission.reason, ports.clock.now());
          running.set(Promise.resolve(run), { ...job, share: nothing });
        }
        if (admission.type !== 'begin') continue;
        free -= 1;
        begin(job, admission, limitOf(job.member, job.brief));
      }
    },
    beginNow(job, limitMs) {
      const admission = admit(job);
      if (admission.type === 'begin') begin(job, admission, limitMs);
      return admission.type === 'begin';
    },
    open: () => [...running.values()],
    async next(other) {
      const ended = await Promise.race([
        ...[...running].map(async ([promise, job]) => ({ promise, job, run: await promise })),
        ...(other === null ? [] : [other.then(() => null)]),
      ]);
      if (ended === null) return null;
      const { promise, job, run } = ended;
      running.delete(promise);
      return { job, run: spending.ended(run, job.share) };
    },
  };
}
